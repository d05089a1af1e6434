using System;
using GreenPow.Wire;

namespace GreenPow.Core
{
    /// <summary>
    /// A signed firmware file over the cable or Bluetooth, for a device without a gateway: pieces as they come on topic `update`,
    /// each in several commands because one holds 255 bytes. The release key's signature decides; the button only keeps
    /// strangers from wearing the flash.
    /// </summary>
    public sealed class UpdateCommands : ICommandGroup
    {
        private const int LongestPiece = UpdateChunk.HeaderLength + UpdateChunk.MaximumData;

        /// <summary>Whoever waits longer for an answer sends the piece again.</summary>
        private const int AnswerMilliseconds = 10000;

        private readonly ApplianceView _view;
        private readonly ImprovResult _result;
        private readonly byte[] _progress = new byte[UpdateProgress.Length];
        private byte[] _piece;
        private int _length;
        private IInstallerChannel _waiting;
        private long _waitingSince;

        public UpdateCommands(ApplianceView view)
        {
            _view = view;
            _result = view.Result;
        }

        public bool Knows(byte command, bool isSerial) => command == InstallerCommand.UpdatePiece;

        public bool IsOpen(byte command, int dataLength) => false;

        public byte Run(InstallerRequest request, ImprovResult result, long now)
        {
            if (_view.Updates == null) return result.Refuse("This firmware takes no updates");
            if (request.Count < 4) return ImprovError.InvalidRpc;
            bool isLast = request.Data[request.At] == 1;
            int offset = Bytes.ReadUInt16(request.Data, request.At + 1);
            int count = request.Count - 3;
            if (offset == 0) Begin();
            if (_piece == null || offset != _length) return result.Refuse("Part at " + offset.ToString() + " does not continue the piece at " + (_piece == null ? 0 : _length).ToString());
            if (offset + count > LongestPiece) return result.Refuse("Piece is longer than " + LongestPiece.ToString() + " bytes");
            Array.Copy(request.Data, request.At + 3, _piece, offset, count);
            _length += count;
            if (!isLast)
            {
                result.Add(_length.ToString());
                return ImprovError.None;
            }

            Give();
            _waiting = request.From;
            _waitingSince = now;
            return InstallerDesk.NoResult;
        }

        /// <summary>Sends on what the receiver says about the piece.</summary>
        public void Step(long now)
        {
            if (_waiting == null) return;
            if (_view.Updates.TakeAnswer(_progress))
            {
                _result.Begin(InstallerCommand.UpdatePiece);
                _result.Add("ok");
                _result.Add(_progress, 0, _progress.Length);
                _waiting.Send(_result);
                _waiting = null;
            }
            else if (now - _waitingSince >= AnswerMilliseconds) _waiting = null;
        }

        private void Begin()
        {
            _piece = new byte[LongestPiece];
            _length = 0;
        }

        // The receiver keeps the array, and judges its whole length.
        private void Give()
        {
            byte[] piece = new byte[_length];
            Array.Copy(_piece, 0, piece, 0, _length);
            _piece = null;
            _view.Updates.Take(piece);
        }
    }
}
