using GreenPow.DeviceLibrary;

namespace System.IO.Ports;

public enum Parity
{
    None = 0,
    Odd = 1,
    Even = 2,
}

public enum StopBits
{
    One = 1,
    Two = 2,
    OnePointFive = 3,
}

public sealed class SerialPort : IDisposable
{
    private bool isOpen;

    public SerialPort(string portName, int baudRate = 9600, Parity parity = Parity.None, int dataBits = 8, StopBits stopBits = StopBits.One)
    {
    }

    public int BytesToRead
    {
        get
        {
            RequireOpen();
            return Here.Board.Serial.BytesToBoard;
        }
    }

    public int ReadBufferSize { get; set; } = 256;

    public int ReadTimeout { get; set; } = -1;

    public int WriteTimeout { get; set; } = -1;

    public void Open()
    {
        if (isOpen)
            throw new InvalidOperationException("The port is open already.");
        isOpen = true;
    }

    public void Close() => isOpen = false;

    /// <summary>What has come, at most count; waits for the first byte up to the read timeout.</summary>
    public int Read(byte[] buffer, int offset, int count)
    {
        RequireOpen();
        var deadline = ReadTimeout < 0 ? long.MaxValue : Here.Run.UptimeMilliseconds + ReadTimeout;
        while (Here.Board.Serial.BytesToBoard == 0)
        {
            if (Here.Run.UptimeMilliseconds >= deadline)
                throw new TimeoutException();
            Here.Run.Wait(TimeSpan.FromMilliseconds(1));
        }
        return Here.Board.Serial.BoardRead(buffer.AsSpan(offset, count));
    }

    public void Write(byte[] buffer, int offset, int count)
    {
        RequireOpen();
        Here.Board.Serial.BoardWrite(buffer.AsSpan(offset, count));
    }

    public void Dispose() => Close();

    private void RequireOpen()
    {
        if (!isOpen)
            throw new InvalidOperationException("The port is not open.");
    }
}
