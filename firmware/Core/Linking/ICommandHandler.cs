namespace GreenPow.Core
{
    /// <summary>Acts on the gateway's commands that reach beyond the meter: identify, reboot, update, key change.</summary>
    public interface ICommandHandler
    {
        /// <summary>
        /// Called once per command, after its signature was checked and its counter stored; <paramref name="opcode"/> is one of
        /// <c>GreenPow.Wire.CommandOpcode</c>. False refuses: the payload is out of range, or this board cannot do it.
        /// </summary>
        bool Handle(byte opcode, byte[] payload, int at, int count);
    }
}
