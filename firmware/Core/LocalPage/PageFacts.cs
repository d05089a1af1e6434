namespace GreenPow.Core
{
    /// <summary>What both forms of the page say about the device at one moment.</summary>
    public sealed class PageFacts
    {
        private readonly ApplianceView _view;

        public PageFacts(ApplianceView view)
        {
            _view = view;
        }

        public ApplianceView View => _view;

        /// <summary>Null while nothing is measured.</summary>
        public Channel[] Channels => _view.Device == null ? null : _view.Device.Channels;

        /// <summary>Age of the values in milliseconds; -1 while there are none.</summary>
        public long AgeMilliseconds(long now) => _view.Device == null || _view.Device.SampledAt < 0 ? -1 : now - _view.Device.SampledAt;

        public ulong NextSequence => _view.Device == null ? 0 : _view.Device.NextSequence;

        public ulong SealedTo => _view.Device == null ? 0 : _view.Device.Spool.LastSealedSequence;

        public int SpoolPercent => _view.Device == null ? 0 : _view.Device.Spool.FillPercent;

        public string Trouble => Core.Trouble.Text(_view.Troubles.Worst);

        public string Link
        {
            get
            {
                switch (_view.Board.Link.State)
                {
                    case LinkState.Up: return "connected";
                    case LinkState.Connecting: return "connecting";
                    case LinkState.NoNetwork: return "no network";
                    default: return "not connected";
                }
            }
        }
    }
}
