using System;
using System.Collections;
using GreenPow.Wire;

namespace GreenPow.Core
{
    /// <summary>
    /// Every report that the gateway does not yet hold, as immutable records in append-only files, one flush each.
    /// A torn tail is left where it is and the next report begins a new file. Files are deleted as a whole, and only when
    /// the gateway has everything in them; the newest always stays, because counters and chain are read back from it.
    /// When the capacity is used up the oldest file goes and <see cref="HasLostReports"/> is set: the device then marks
    /// its next report HistoryLost, so nothing is ever dropped in silence.
    /// </summary>
    public sealed class Spool
    {
        private readonly IFlash _flash;
        private readonly int _capacityBytes;
        private readonly int _fileBytes;
        private readonly SpoolCursor _reader;
        private readonly byte[] _scratch = new byte[ReportFrame.MaximumLength];
        private readonly SpoolRecord _record = new SpoolRecord();
        private ArrayList _files = new ArrayList();
        private int _usedBytes;
        private bool _appendToNewFile = true;

        public Spool(IFlash flash, byte[] deviceId, int capacityBytes, int fileBytes)
        {
            _flash = flash;
            _capacityBytes = capacityBytes;
            _fileBytes = fileBytes;
            _reader = new SpoolCursor(flash, deviceId);
        }

        /// <summary>Oldest report kept; 0 when there is none.</summary>
        public ulong FirstSequence => _files.Count == 0 ? 0 : FileAt(0).FirstSequence;

        /// <summary>Newest report; 0 when there is none.</summary>
        public ulong LastSequence { get; private set; }

        /// <summary>Newest sealed report kept; 0 when there is none.</summary>
        public ulong LastSealedSequence { get; private set; }

        /// <summary>Hash of the newest report.</summary>
        public byte[] LastHash { get; } = new byte[Sha256.DigestLength];

        /// <summary>Reports kept.</summary>
        public uint Count => LastSequence == 0 ? 0 : (uint)(LastSequence - FirstSequence + 1);

        public int FillPercent => (int)((long)_usedBytes * 100 / _capacityBytes);

        /// <summary>Reports that the gateway never confirmed had to go or cannot be read; cleared by the device once it has said so.</summary>
        public bool HasLostReports { get; set; }

        /// <summary>
        /// Finds what is whole. True when there is a newest report: <paramref name="newest"/> then holds it, and
        /// <paramref name="record"/> what was kept beside it.
        /// </summary>
        public bool Recover(ReportFrame newest, out SpoolRecord record)
        {
            record = _reader.Record;
            OpenFiles();
            while (_files.Count > 0)
            {
                SpoolFile file = FileAt(_files.Count - 1);
                if (ReadToEnd(file, newest)) return true;
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
            _record.Pack(frame, 0, frameLength, fields.IsSealed);
            bool isNewFile = _appendToNewFile || fields.Sequence != LastSequence + 1
                || FileAt(_files.Count - 1).Length + _record.Length > _fileBytes;
            MakeRoom(_record.Length + (isNewFile ? SpoolFile.HeadLength : 0));
            bool ok = isNewFile ? AppendToNew(fields) : AppendToLast();
            if (!ok)
            {
                // Part of it may be there; a file is never written behind a torn record.
                _appendToNewFile = true;
                return false;
            }

            Sha256.Hash(frame, 0, frameLength, LastHash, 0);
            LastSequence = fields.Sequence;
            if (fields.IsSealed) LastSealedSequence = fields.Sequence;
            return true;
        }

        /// <summary>Rebuilds a report exactly as it was published first; 0 when it is not here.</summary>
        public int Read(ulong sequence, byte[] into, int at)
        {
            if (sequence < FirstSequence || sequence > LastSequence || _files.Count == 0) return 0;
            SpoolFile file = FileAt(IndexOf(sequence));
            bool isThere = _reader.File == file && _reader.NextSequence == sequence;
            if (!isThere && !_reader.Seek(file, sequence, _scratch))
            {
                _reader.Close();
                return 0;
            }

            int length = _reader.Next(into, at);
            if (length == 0) _reader.Close();
            return length;
        }

        /// <summary>Hash of a report kept; false when it is not here.</summary>
        public bool TryHash(ulong sequence, byte[] hash32)
        {
            int length = Read(sequence, _scratch, 0);
            if (length == 0) return false;
            Sha256.Hash(_scratch, 0, length, hash32, 0);
            return true;
        }

        /// <summary>Deletes files of which the gateway has every report; the newest file stays.</summary>
        public bool DeleteThrough(ulong sequence)
        {
            bool deleted = false;
            while (_files.Count > 1 && FileAt(1).FirstSequence <= sequence + 1)
            {
                Remove(0);
                deleted = true;
            }

            return deleted;
        }

        private void OpenFiles()
        {
            string[] names = _flash.List(SpoolFile.Prefix);
            _files = new ArrayList();
            _usedBytes = 0;
            for (int i = 0; i < names.Length; i++)
            {
                SpoolFile file = SpoolFile.TryOpen(_flash, names[i]);
                if (file == null)
                {
                    _flash.Delete(names[i]);
                    continue;
                }

                int place = _files.Count;
                while (place > 0 && FileAt(place - 1).FirstSequence > file.FirstSequence) place--;
                _files.Insert(place, file);
                _usedBytes += file.Length;
            }
        }

        private bool ReadToEnd(SpoolFile file, ReportFrame newest)
        {
            ulong last = _reader.LastOf(file, out ulong lastSealed);
            if (last == 0 || !_reader.Seek(file, last, _scratch)) return false;
            int length = _reader.Next(_scratch, 0);
            if (length == 0 || !newest.TryRead(_scratch, 0, length, out byte _)) return false;
            LastSequence = last;
            LastSealedSequence = lastSealed;
            Array.Copy(_reader.Hash, 0, LastHash, 0, Sha256.DigestLength);
            _appendToNewFile = _reader.Offset != file.Length;
            return true;
        }

        private bool AppendToNew(ReportFrame fields)
        {
            byte[] bytes = new byte[SpoolFile.HeadLength + _record.Length];
            SpoolFile.WriteHead(bytes, fields.Sequence, fields.Previous);
            Array.Copy(_record.Data, 0, bytes, SpoolFile.HeadLength, _record.Length);
            string name = SpoolFile.NameFor(fields.Sequence);
            // What a cut left there under this name was not whole, or recovery would have found this sequence in it.
            _flash.Delete(name);
            if (!_flash.Append(name, bytes, 0, bytes.Length)) return false;
            byte[] previous = new byte[Sha256.DigestLength];
            Array.Copy(fields.Previous, 0, previous, 0, Sha256.DigestLength);
            _files.Add(new SpoolFile(name, fields.Sequence, previous, bytes.Length));
            _usedBytes += bytes.Length;
            _appendToNewFile = false;
            return true;
        }

        private bool AppendToLast()
        {
            SpoolFile file = FileAt(_files.Count - 1);
            if (!_flash.Append(file.Name, _record.Data, 0, _record.Length)) return false;
            file.Length += _record.Length;
            _usedBytes += _record.Length;
            return true;
        }

        private void MakeRoom(int bytes)
        {
            while (_files.Count > 1 && _usedBytes + bytes > _capacityBytes)
            {
                Remove(0);
                HasLostReports = true;
            }
        }

        private void Remove(int index)
        {
            SpoolFile file = FileAt(index);
            if (_reader.File == file) _reader.Close();
            _flash.Delete(file.Name);
            _usedBytes -= file.Length;
            _files.RemoveAt(index);
        }

        private int IndexOf(ulong sequence)
        {
            int index = _files.Count - 1;
            while (index > 0 && FileAt(index).FirstSequence > sequence) index--;
            return index;
        }

        private SpoolFile FileAt(int index) => (SpoolFile)_files[index];
    }
}
