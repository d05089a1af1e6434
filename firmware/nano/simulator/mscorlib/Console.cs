using GreenPow.DeviceLibrary;

namespace System;

/// <summary>The console is a line to whoever watches the board.</summary>
public static class Console
{
    public static void WriteLine(string value) => Here.Board.Log.Write(value ?? "");
}
