using System;
using System.Threading;
using GreenPow.Core;

namespace GreenPow.Firmware
{
    /// <summary>
    /// The link to the gateway on M2Mqtt. Connecting and closing block for seconds there, so one worker thread does them;
    /// publishing only queues and is done at once.
    /// </summary>
    public sealed class MqttLink : ILink
    {
        private readonly object _gate = new object();
        private readonly AutoResetEvent _wish = new AutoResetEvent(false);
        private readonly IWifi _wifi;
        private Thread _worker;
        private LinkLogin _wanted;
        private MqttConversation _conversation;
        private byte _state = LinkState.Down;
        private byte _fault;

        public MqttLink(IWifi wifi)
        {
            _wifi = wifi;
        }

        public byte State
        {
            get
            {
                MqttConversation conversation = _conversation;
                if (_state == LinkState.Up && conversation != null && !conversation.IsUp) End(conversation, conversation.Fault);
                return _state == LinkState.Down && _wifi.State != WifiState.Up ? LinkState.NoNetwork : _state;
            }
        }

        public byte Fault => _state == LinkState.Down && _wifi.State != WifiState.Up ? LinkFault.NoNetwork : _fault;

        public void Connect(LinkLogin login)
        {
            lock (_gate)
            {
                _wanted = login;
                _state = LinkState.Connecting;
                _fault = LinkFault.None;
                if (_worker == null)
                {
                    _worker = new Thread(Work);
                    _worker.Start();
                }
            }

            _wish.Set();
        }

        public void Subscribe(string topic)
        {
            MqttConversation conversation = _conversation;
            if (conversation != null) conversation.Subscribe(topic);
        }

        public int Publish(string topic, byte[] payload, int count, byte qos, bool retain)
        {
            MqttConversation conversation = _conversation;
            if (_state != LinkState.Up || conversation == null) return 0;
            byte[] copy = new byte[count];
            Array.Copy(payload, copy, count);
            return conversation.Publish(topic, copy, qos, retain);
        }

        public int TakeAcknowledgement()
        {
            MqttConversation conversation = _conversation;
            return conversation == null ? 0 : conversation.TakeAcknowledgement();
        }

        public LinkMessage TakeMessage()
        {
            MqttConversation conversation = _conversation;
            return conversation == null ? null : conversation.TakeMessage();
        }

        public void Close()
        {
            bool wasUp = _state == LinkState.Up;
            End(_conversation, wasUp ? LinkFault.None : LinkFault.Unreachable);
        }

        // What was begun is left to the worker to clear away; the core goes on at once.
        private void End(MqttConversation conversation, byte fault)
        {
            lock (_gate)
            {
                _wanted = null;
                _state = LinkState.Down;
                _fault = fault;
                if (conversation == _conversation) _conversation = null;
            }

            if (conversation != null) conversation.EndSoon();
            _wish.Set();
        }

        private void Work()
        {
            while (true)
            {
                _wish.WaitOne();
                LinkLogin login = _wanted;
                if (login == null) continue;
                MqttConversation conversation = new MqttConversation();
                byte fault = conversation.Open(login);
                lock (_gate)
                {
                    if (_wanted == login)
                    {
                        _wanted = null;
                        _fault = fault;
                        _state = fault == LinkFault.None ? LinkState.Up : LinkState.Down;
                        _conversation = fault == LinkFault.None ? conversation : null;
                    }
                    else
                    {
                        conversation.EndSoon();
                    }
                }

                conversation.WaitAndClear();
            }
        }
    }
}
