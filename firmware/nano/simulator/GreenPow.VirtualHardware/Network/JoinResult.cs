namespace GreenPow.VirtualHardware.Network;

public enum JoinResult
{
    Joined,
    NotFound,
    WrongPassword,
}
