using System;
using GreenPow.Wire;

namespace GreenPow.Core
{
    /// <summary>
    /// Takes a signed firmware file in pieces, whatever brings them, into the slot that is not in use. One piece or one slice of work per
    /// <see cref="Step"/>; memory: the piece, 512 bytes and the header. What is on the flash is the state: after a power cut it goes on there.
    /// </summary>
    public sealed class UpdateReceiver
    {
        /// <summary>Whoever makes the device verify a header in vain may do so once a minute.</summary>
        private const long PenaltyMilliseconds = 60000;

        private readonly IFlash _flash;
        private readonly RunningImage _running;
        private readonly byte[] _releaseKey;
        private readonly byte _profile;
        private readonly Slots _slots;
        private ImageCheck _check;
        private readonly UpdateProgress _progress = new UpdateProgress();
        private readonly UpdateProgress _aside = new UpdateProgress();
        private long _notBefore = long.MinValue;
        private int _slot;
        private byte[] _piece;
        private int _pieceLength;
        private bool _hasAnswer;
        private bool _hasAside;

        public UpdateReceiver(IFlash flash, Slots slots, RunningImage running, byte[] releaseKey65, byte profile)
        {
            _flash = flash;
            _running = running;
            _releaseKey = releaseKey65;
            _profile = profile;
            _slots = slots;
        }

        /// <summary>True once an image is staged: end in order and restart, then the loader tries it.</summary>
        public bool IsStaged => _progress.State == UpdateProgress.Staged;

        /// <summary>True while a step soon has something to do.</summary>
        public bool HasWork => _piece != null || _progress.State == UpdateProgress.Checking;

        public byte State => _progress.State;

        public byte Fault => _progress.Fault;

        /// <summary>Finds out where an interrupted transfer stands.</summary>
        public void Boot()
        {
            _slot = Target();
            UpdateHeader header = SlotFile.TryReadHeader(_flash, _slot);
            if (header == null || _slots.State(_slot) != SlotState.Empty) return;
            int received = _flash.Length(Slots.FileOf(_slot));
            if (received > header.FileLength || UpdateRules.Judge(header, _slots, _profile, _running.Version) != UpdateFault.None) return;
            Receive(header, received);
        }

        /// <summary>Takes over one piece; false when the one before it is not done, and then it must come again. The array is not copied.</summary>
        public bool Offer(byte[] piece, int length)
        {
            if (_piece != null || piece == null || length > piece.Length || !UpdateChunk.IsWellFormed(piece, length)) return false;
            _piece = piece;
            _pieceLength = length;
            return true;
        }

        /// <summary>One piece, or one slice of the check. Two steps of a transfer take seconds: the signature is checked before the first byte is kept, and again at the end.</summary>
        public void Step(long now, bool isOnTrial)
        {
            if (_piece != null)
            {
                byte[] piece = _piece;
                _piece = null;
                Take(piece, _pieceLength, now, isOnTrial);
            }
            else if (_progress.State == UpdateProgress.Checking) Check();
        }

        /// <summary>Writes what there is to say, <see cref="UpdateProgress.Length"/> bytes; false when nothing has changed.</summary>
        public bool TakeAnswer(byte[] into)
        {
            if (!_hasAnswer && !_hasAside) return false;
            (_hasAside ? _aside : _progress).Write(into, 0);
            if (_hasAside) _hasAside = false;
            else _hasAnswer = false;
            return true;
        }

        private void Take(byte[] piece, int length, long now, bool isOnTrial)
        {
            uint offset = Bytes.ReadUInt32(piece, 8);
            bool isSame = _progress.State != UpdateProgress.Idle && Bytes.Equal(piece, 0, _progress.ImageId, 0, UpdateHeader.ImageIdLength);
            // Refused is no verdict for ever: the beginning may have been spoiled on its way.
            bool isAnew = _progress.State == UpdateProgress.Refused && offset == 0;
            if (isOnTrial || (IsStaged && !isSame)) Aside(piece, UpdateProgress.Refused, UpdateFault.Busy);
            else if (!isSame || isAnew) Begin(piece, length, offset, now);
            else
            {
                _hasAnswer = true;
                if (_progress.State == UpdateProgress.Receiving) Append(piece, length, offset);
            }
        }

        private void Begin(byte[] piece, int length, uint offset, long now)
        {
            UpdateHeader header = new UpdateHeader();
            if (offset != 0)
            {
                // Not the beginning of anything known here: ask for it.
                Aside(piece, UpdateProgress.Receiving, UpdateFault.Offset);
                return;
            }

            if (header.TryRead(piece, UpdateChunk.HeaderLength, length - UpdateChunk.HeaderLength, out byte fault))
            {
                fault = UpdateRules.Judge(header, _slots, _profile, _running.Version);
                if (fault == UpdateFault.None && !Bytes.Equal(piece, 0, header.ImageDigest, 0, UpdateHeader.ImageIdLength)) fault = UpdateFault.Header;
                if (fault == UpdateFault.None && now < _notBefore) fault = UpdateFault.Busy;
                if (fault == UpdateFault.None && !header.IsSignedBy(_releaseKey))
                {
                    fault = UpdateFault.ReleaseKey;
                    _notBefore = now + PenaltyMilliseconds;
                }

                if (fault == UpdateFault.None && !Clear()) fault = UpdateFault.FlashFull;
            }

            if (fault == UpdateFault.None)
            {
                Receive(header, 0);
                Append(piece, length, 0);
            }
            else
            {
                Aside(piece, UpdateProgress.Refused, fault);
                if (_progress.State != UpdateProgress.Receiving && _progress.State != UpdateProgress.Checking) Remember(_aside);
            }
        }

        private void Append(byte[] piece, int length, uint offset)
        {
            int count = length - UpdateChunk.HeaderLength;
            _progress.Fault = UpdateFault.None;
            if (offset != _progress.Received)
            {
                // What is there already came twice; a later piece waits for the one missing.
                if (offset > _progress.Received) _progress.Fault = UpdateFault.Offset;
                return;
            }

            if (count > _progress.Total - _progress.Received) Refuse(UpdateFault.Length);
            else if (!_flash.Append(Slots.FileOf(_slot), piece, UpdateChunk.HeaderLength, count)) Refuse(UpdateFault.FlashFull);
            else
            {
                _progress.Received += (uint)count;
                if (_progress.Received == _progress.Total) BeginCheck();
            }
        }

        private void BeginCheck()
        {
            _progress.State = UpdateProgress.Checking;
            _check = new ImageCheck(_flash, _releaseKey);
            _check.Begin(_slot);
        }

        private void Check()
        {
            if (!_check.Step(out byte fault)) return;
            UpdateHeader header = _check.Header;
            _check = null;
            _hasAnswer = true;
            if (fault == UpdateFault.None)
            {
                _slots.Stage(_slot, header);
                if (_slots.Save())
                {
                    _progress.State = UpdateProgress.Staged;
                    return;
                }

                _slots.SetState(_slot, SlotState.Empty);
                fault = UpdateFault.FlashFull;
            }

            Refuse(fault);
        }

        // The book is the first to know that the slot holds nothing to run, then its file goes.
        private bool Clear()
        {
            if (_slots.State(_slot) != SlotState.Empty)
            {
                byte before = _slots.State(_slot);
                _slots.SetState(_slot, SlotState.Empty);
                if (!_slots.Save())
                {
                    _slots.SetState(_slot, before);
                    return false;
                }
            }

            _flash.Delete(Slots.FileOf(_slot));
            return true;
        }

        private void Receive(UpdateHeader header, int received)
        {
            Array.Copy(header.ImageDigest, 0, _progress.ImageId, 0, UpdateHeader.ImageIdLength);
            _progress.State = UpdateProgress.Receiving;
            _progress.Fault = UpdateFault.None;
            _progress.Received = (uint)received;
            _progress.Total = (uint)header.FileLength;
            _hasAnswer = true;
            if (received == header.FileLength) BeginCheck();
        }

        private void Refuse(byte fault)
        {
            _flash.Delete(Slots.FileOf(_slot));
            _progress.State = UpdateProgress.Refused;
            _progress.Fault = fault;
            _progress.Received = 0;
        }

        // An answer about an image that is not the one on its way, if one is.
        private void Aside(byte[] piece, byte state, byte fault)
        {
            Array.Copy(piece, 0, _aside.ImageId, 0, UpdateHeader.ImageIdLength);
            _aside.State = state;
            _aside.Fault = fault;
            _hasAside = true;
        }

        private void Remember(UpdateProgress refused)
        {
            Array.Copy(refused.ImageId, 0, _progress.ImageId, 0, UpdateHeader.ImageIdLength);
            _progress.State = refused.State;
            _progress.Fault = refused.Fault;
            _progress.Received = 0;
            _progress.Total = 0;
        }

        private int Target()
        {
            if (_running.Slot != Slots.Deployed) return Slots.Other(_running.Slot);
            return _slots.Current == Slots.Deployed ? Slots.A : Slots.Other(_slots.Current);
        }
    }
}
