using System;
using GreenPow.Wire;

namespace GreenPow.Core
{
    /// <summary>
    /// Every report that the gateway does not yet hold, as immutable records in append-only files, one flush each.
    /// A torn tail is left where it is and the next report begins a new file. Files are deleted as a whole, and only when
    /// the gateway has everything in them; the newest always stays, because counters and chain are read back from it.
    /// When the capacity is used up the oldest file goes, and <see cref="DeviceState.OwesLoss"/> is on the flash before it does:
    /// the device then marks its next report HistoryLost, so nothing is ever dropped in silence.
    /// </summary>
    public sealed class Spool
    {
        /// <summary>Reports from one anchor to the next: what reading one of them may have to hash.</summary>
        public const int AnchorInterval = 10;

        /// <summary>The longest report and the u16 length before it in a payload.</summary>
        public const int WorkspaceLength = ReportFrame.MaximumLength + 2;

        private readonly IFlash _flash;
        private readonly DeviceState _state;
        private readonly int _capacityBytes;
        private readonly int _fileBytes;
        private readonly SpoolCursor _reader;
        private readonly SpoolIndex _files = new SpoolIndex();
        private readonly SpoolRecord _record = new SpoolRecord();
        private readonly ReportBasis _last = new ReportBasis();
        private int _sinceAnchor = AnchorInterval;
        private bool _appendToNewFile = true;
        private bool _isLossNoted;

        public Spool(IFlash flash, DeviceState state, byte[] deviceId, int capacityBytes, int fileBytes)
        {
            _flash = flash;
            _state = state;
            _capacityBytes = capacityBytes;
            _fileBytes = fileBytes;
            _reader = new SpoolCursor(flash, deviceId, _record);
        }

        /// <summary>Room for the bytes of one report or message, for whoever works on one: between two calls nothing is kept in it.</summary>
        public byte[] Workspace { get; } = new byte[WorkspaceLength];

        /// <summary>Oldest report kept; 0 when there is none.</summary>
        public ulong FirstSequence => _files.Count == 0 ? 0 : _files.FirstSequence(0);

        /// <summary>Newest report; 0 when there is none.</summary>
        public ulong LastSequence { get; private set; }

        /// <summary>Newest sealed report kept; 0 when there is none.</summary>
        public ulong LastSealedSequence { get; private set; }

        /// <summary>Hash of the newest report.</summary>
        public byte[] LastHash { get; } = new byte[Sha256.DigestLength];

        /// <summary>Reports kept.</summary>
        public uint Count => LastSequence == 0 ? 0 : (uint)(LastSequence - FirstSequence + 1);

        public int FileCount => _files.Count;

        /// <summary>Memory of the table of files.</summary>
        public int IndexBytes => _files.TableBytes;

        public int FillPercent => (int)((long)_files.TotalBytes * 100 / _capacityBytes);

        /// <summary>The last append let reports go that the gateway never confirmed: the report that was appended could not yet say so.</summary>
        public bool HasDroppedReports { get; private set; }

        /// <summary>Found by <see cref="Recover"/>: reports behind the last readable one were made and may have been sent, and nobody knows what they said.</summary>
        public bool IsDamaged { get; private set; }

        /// <summary>The last append began a file; cleared by the device once it has noted that on the flash.</summary>
        public bool HasBegunFile { get; set; }

        /// <summary>
        /// Finds what is whole. True when there is a newest report: <paramref name="newest"/> then holds it, and
        /// <paramref name="record"/> what was kept beside it.
        /// </summary>
        public bool Recover(ReportFrame newest, out SpoolRecord record)
        {
            record = _record;
            OpenFiles();
            while (_files.Count > 0)
            {
                if (ReadToEnd(_files.Count - 1, newest)) return true;
                // Not one whole record: power was cut in the file's first append.
                Remove(_files.Count - 1);
            }

            return false;
        }

        /// <summary>Appends and flushes one frame as one record; false when the flash refused it, and then it was never made.</summary>
        public bool Append(byte[] frame, int frameLength, ReportFrame fields, uint[] remainderMicrojoules, uint lastUtcEnd)
        {
            Array.Copy(remainderMicrojoules, 0, _record.RemainderMicrojoules, 0, remainderMicrojoules.Length);
            _record.LastUtcEnd = lastUtcEnd;
            bool isNewFile = _appendToNewFile || fields.Sequence != LastSequence + 1;
            // Behind a refusal comes a new file, so the basis that an anchor clears is not missed then.
            bool isAnchor = isNewFile || _sinceAnchor >= AnchorInterval - 1 || fields.ChannelCount != _last.ChannelCount;
            _record.Pack(fields, _last, isAnchor);
            if (!isNewFile && _files.FileBytes(_files.Count - 1) + _record.Length > _fileBytes)
            {
                isNewFile = true;
                _record.Pack(fields, _last, true);
            }

            HasDroppedReports = false;
            MakeRoom(_record.Length + (isNewFile ? SpoolFile.HeadLength : 0));
            bool ok = isNewFile ? AppendToNew(fields.Sequence) : AppendToLast();
            if (!ok)
            {
                // Part of it may be there; a file is never written behind a torn record.
                _appendToNewFile = true;
                DropOldest();
                return false;
            }

            Sha256.Hash(frame, 0, frameLength, LastHash, 0);
            LastSequence = fields.Sequence;
            if (fields.IsSealed) LastSealedSequence = fields.Sequence;
            _sinceAnchor = _record.IsAnchor ? 0 : _sinceAnchor + 1;
            _last.Take(fields);
            return true;
        }

        /// <summary>Rebuilds a report exactly as it was published first; 0 when it is not here.</summary>
        public int Read(ulong sequence, byte[] into, int at)
        {
            if (_files.Count == 0 || sequence < FirstSequence || sequence > LastSequence)
            {
                Miss(sequence);
                return 0;
            }

            ulong file = _files.FirstSequence(_files.IndexOf(sequence));
            bool isThere = _reader.FileSequence == file && _reader.NextSequence == sequence;
            int length = isThere || _reader.Seek(file, sequence, Workspace) ? _reader.Next(into, at) : 0;
            if (length == 0) Miss(sequence);
            return length;
        }

        /// <summary>Hash of a report kept; false when it is not here.</summary>
        public bool TryHash(ulong sequence, byte[] hash32)
        {
            int length = Read(sequence, Workspace, 0);
            if (length == 0) return false;
            Sha256.Hash(Workspace, 0, length, hash32, 0);
            return true;
        }

        /// <summary>Deletes files of which the gateway has every report; the newest file stays.</summary>
        public bool DeleteThrough(ulong sequence)
        {
            bool deleted = false;
            while (_files.Count > 1 && _files.FirstSequence(1) <= sequence + 1)
            {
                Remove(0);
                deleted = true;
            }

            return deleted;
        }

        /// <summary>After a <see cref="Read"/> that gave nothing: the next sequence that is worth asking for.</summary>
        public ulong NextAfterMiss { get; private set; }

        /// <summary>What was missing there is known to be: the next report says that history was lost.</summary>
        public bool IsMissTold { get; private set; }

        /// <summary>Reports that the gateway never confirmed have to go, or cannot be read: on the flash before the history goes on. False when the flash refused it.</summary>
        public bool NoteLoss()
        {
            if (_isLossNoted && _state.OwesLoss) return true;
            _state.OwesLoss = true;
            _isLossNoted = _state.SaveTwice();
            return _isLossNoted;
        }

        private void Miss(ulong sequence)
        {
            // What is asked for below the oldest file is gone as a whole: one step over it, and not one miss in each report.
            bool isBelow = _files.Count > 0 && sequence < FirstSequence;
            int next = isBelow || _files.Count == 0 ? 0 : _files.IndexOf(sequence) + 1;
            bool isBehindItsFile = isBelow || (_reader.NextSequence <= sequence && next < _files.Count);
            NextAfterMiss = isBehindItsFile ? _files.FirstSequence(next) : sequence + 1;
            IsMissTold = false;
            if (isBehindItsFile)
            {
                _reader.Open(NextAfterMiss);
                IsMissTold = _reader.Next(Workspace, 0) > 0 && (_reader.Frame.Flags & ReportFlags.HistoryLost) != 0;
            }

            _reader.Close();
        }

        private void OpenFiles()
        {
            string[] names = _flash.List(SpoolFile.Prefix);
            _files.Clear();
            for (int i = 0; i < names.Length; i++)
            {
                ulong first = SpoolFile.FirstSequence(_flash, names[i]);
                if (first == 0) _flash.Delete(names[i]);
                else _files.Add(first, _flash.Length(names[i]));
            }
        }

        private bool ReadToEnd(int index, ReportFrame newest)
        {
            ulong file = _files.FirstSequence(index);
            ulong last = _reader.LastOf(file, out ulong lastSealed);
            int fileBytes = _files.FileBytes(index);
            IsDamaged |= !_reader.IsTornAtMost(fileBytes);
            _appendToNewFile = _reader.Offset != fileBytes;
            if (last == 0 || !_reader.Seek(file, last, Workspace)) return false;
            int length = _reader.Next(Workspace, 0);
            if (length == 0 || !newest.TryRead(Workspace, 0, length, out byte _)) return false;
            LastSequence = last;
            LastSealedSequence = lastSealed;
            Array.Copy(_reader.Hash, 0, LastHash, 0, Sha256.DigestLength);
            return true;
        }

        private bool AppendToNew(ulong sequence)
        {
            byte[] bytes = new byte[SpoolFile.HeadLength + _record.Length];
            SpoolFile.WriteHead(bytes, sequence);
            Array.Copy(_record.Data, 0, bytes, SpoolFile.HeadLength, _record.Length);
            string name = SpoolFile.NameFor(sequence);
            // What a cut left there under this name was not whole, or recovery would have found this sequence in it.
            _flash.Delete(name);
            if (!_flash.Append(name, bytes, 0, bytes.Length)) return false;
            _files.Add(sequence, bytes.Length);
            _appendToNewFile = false;
            HasBegunFile = true;
            return true;
        }

        private bool AppendToLast()
        {
            int index = _files.Count - 1;
            ulong file = _files.FirstSequence(index);
            if (!_flash.Append(SpoolFile.NameFor(file), _record.Data, 0, _record.Length)) return false;
            _files.Enlarge(index, _record.Length);
            _reader.Grew(file);
            return true;
        }

        private void MakeRoom(int bytes)
        {
            while (_files.TotalBytes + bytes > _capacityBytes && DropOldest()) { }
        }

        // Also when the flash is full before the spool's own limit: other things may live on it. A flash that does not even take the
        // note, which replaces one of its own length, has more wrong with it than a deletion mends: then nothing goes.
        private bool DropOldest()
        {
            if (_files.Count < 2 || !NoteLoss()) return false;
            HasDroppedReports = true;
            Remove(0);
            return true;
        }

        private void Remove(int index)
        {
            ulong file = _files.FirstSequence(index);
            if (_reader.FileSequence == file) _reader.Close();
            _flash.Delete(SpoolFile.NameFor(file));
            _files.RemoveAt(index);
        }
    }
}
