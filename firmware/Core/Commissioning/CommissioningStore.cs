using GreenPow.Wire;

namespace GreenPow.Core
{
    /// <summary>
    /// Keeps what an installer made: the full report document, the record that channels are made of, and the record's way to
    /// the gateway. Read straight from the flash, so it works before there is a gateway or a network to belong to.
    /// </summary>
    public sealed class CommissioningStore
    {
        private const string ReportName = "commission-report";

        /// <summary>There while a record is stored and not yet on its way.</summary>
        private const string Pending = "commission-pending";

        private readonly IFlash _flash;
        private readonly byte[] _deviceId;

        public CommissioningStore(IFlash flash, byte[] deviceId)
        {
            _flash = flash;
            _deviceId = deviceId;
        }

        /// <summary>Number of the newest record, whether it holds or waits for its first report; 0 = none.</summary>
        public uint LastRecord
        {
            get
            {
                uint holds = NumberOf(LoadFrame());
                uint waits = NumberOf(LoadFrame(Installation.RecordName + "-next"));
                return waits > holds ? waits : holds;
            }
        }

        /// <summary>
        /// The report that will be made next, while none is being made, by the rules of <see cref="Device"/>; 0 when only the
        /// gateway knows, because storage was lost.
        /// </summary>
        public ulong NextSequence
        {
            get
            {
                DeviceState state = new DeviceState(_flash);
                state.Load();
                if (state.MustAsk) return 0;
                Spool spool = new Spool(_flash, state, _deviceId, int.MaxValue, int.MaxValue);
                bool found = spool.Recover(new ReportFrame(), out SpoolRecord _);
                bool isWhole = found && state.IsKnown && !spool.IsDamaged && spool.LastSequence >= state.MadeSequence;
                if (isWhole) return spool.LastSequence + 1;
                return !found && state.IsKeyNew && state.MadeSequence == 0 ? 1UL : 0;
            }
        }

        /// <summary>The document of the record that holds, or null.</summary>
        public byte[] LoadReport() => new SafeRecord(_flash, ReportName).Load();

        /// <summary>The record that holds, or null.</summary>
        public CommissioningFrame LoadFrame() => LoadFrame(Installation.RecordName);

        /// <summary>Stores document and record and sends the record on its way; false when the flash is full or eight records wait for the gateway.</summary>
        public bool Save(CommissioningFrame frame, byte[] report)
        {
            RecordBox box = new RecordBox(_flash);
            box.Load();
            if (box.Count == RecordBox.MaximumCount) return false;
            byte[] mark = new byte[4];
            Bytes.WriteUInt32(mark, 0, frame.Record);
            SafeRecord document = new SafeRecord(_flash, ReportName);
            document.Load();
            Installation installation = new Installation(_flash);
            installation.Load(_deviceId);
            return document.Save(report) && _flash.Replace(Pending, mark, 0, mark.Length) && installation.Save(frame) && Send(frame);
        }

        /// <summary>Ends what a power cut interrupted: a record that was stored goes to the gateway. Called before the device boots.</summary>
        public void Boot()
        {
            byte[] mark = new byte[4];
            if (_flash.Length(Pending) < 0) return;
            bool isWhole = _flash.Read(Pending, 0, mark, 0, mark.Length) == mark.Length;
            CommissioningFrame frame = LoadFrame();
            if (isWhole && frame != null && frame.Record == Bytes.ReadUInt32(mark, 0)) Send(frame);
            else _flash.Delete(Pending);
        }

        private CommissioningFrame LoadFrame(string name)
        {
            byte[] bytes = new SafeRecord(_flash, name).Load();
            CommissioningFrame frame = new CommissioningFrame();
            bool isMine = bytes != null && frame.TryRead(bytes, 0, bytes.Length, out byte _)
                && Bytes.Equal(frame.DeviceId, 0, _deviceId, 0, Identity.DeviceIdLength);
            return isMine ? frame : null;
        }

        private static uint NumberOf(CommissioningFrame frame) => frame == null ? 0 : frame.Record;

        private bool Send(CommissioningFrame frame)
        {
            byte[] bytes = new byte[frame.Length];
            frame.Write(bytes, 0);
            RecordBox box = new RecordBox(_flash);
            box.Load();
            if (!box.Keep(bytes, bytes.Length)) return false;
            _flash.Delete(Pending);
            return true;
        }
    }
}
