using System;

namespace nanoFramework.Device.Bluetooth;

public enum BluetoothError
{
    Success = 0,
    RadioNotAvailable = 1,
    ResourceInUse = 2,
    DeviceNotConnected = 3,
    OtherError = 4,
}

public class Buffer
{
    public Buffer(byte[] array) => Data = array;

    public uint Length
    {
        get => (uint)Data.Length;
        set
        {
            var data = Data;
            Array.Resize(ref data, (int)value);
            Data = data;
        }
    }

    internal byte[] Data { get; private set; }
}

public class DataReader
{
    private readonly byte[] data;
    private int position;

    internal DataReader(byte[] data) => this.data = data;

    public static DataReader FromBuffer(Buffer buffer) => new(buffer.Data);

    public void ReadBytes(byte[] value)
    {
        if (position + value.Length > data.Length)
            throw new ArgumentOutOfRangeException(nameof(value));
        Array.Copy(data, position, value, 0, value.Length);
        position += value.Length;
    }
}
