namespace GreenPow.Core
{
    /// <summary>All that is wrong at once; the light shows the worst of it.</summary>
    public sealed class Troubles
    {
        private readonly bool[] _is = new bool[Trouble.Last + 1];

        public void Set(byte trouble, bool isSo) => _is[trouble] = isSo;

        public bool Has(byte trouble) => _is[trouble];

        /// <summary>One of <see cref="Trouble"/>.</summary>
        public byte Worst
        {
            get
            {
                for (int i = 1; i < _is.Length; i++)
                    if (_is[i]) return (byte)i;
                return Trouble.None;
            }
        }
    }
}
