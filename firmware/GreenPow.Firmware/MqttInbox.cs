using System.Collections;
using GreenPow.Core;

namespace GreenPow.Firmware
{
    /// <summary>What M2Mqtt's threads leave for the core to take; what does not fit is dropped and sent again by the gateway's own rules.</summary>
    public sealed class MqttInbox
    {
        private const int LargestCount = 32;

        private readonly object _gate = new object();
        private readonly ArrayList _messages = new ArrayList();
        private readonly ArrayList _acknowledged = new ArrayList();

        /// <summary>A message was given up without PUBACK.</summary>
        public bool HasLost;

        public void Add(string topic, byte[] payload)
        {
            lock (_gate)
            {
                if (_messages.Count < LargestCount) _messages.Add(new LinkMessage { Topic = topic, Payload = payload });
            }
        }

        public void Acknowledge(int token)
        {
            lock (_gate)
            {
                _acknowledged.Add(token);
            }
        }

        public LinkMessage TakeMessage() => (LinkMessage)Take(_messages);

        public int TakeAcknowledgement()
        {
            object token = Take(_acknowledged);
            return token == null ? 0 : (int)token;
        }

        private object Take(ArrayList list)
        {
            lock (_gate)
            {
                if (list.Count == 0) return null;
                object first = list[0];
                list.RemoveAt(0);
                return first;
            }
        }
    }
}
