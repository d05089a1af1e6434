// Signatures as in nanoframework/CoreLibrary v1.17.11, nanoFramework.CoreLibrary/System/{Object,ValueType,Enum,Boolean,Byte,...,Double,Array}.cs.
namespace System
{
    public class Object
    {
        public extern Object();
        public virtual extern string ToString();
        public virtual extern bool Equals(object obj);
        public static extern bool ReferenceEquals(object objA, object objB);
        public virtual extern int GetHashCode();
        public extern Type GetType();
    }

    public abstract class ValueType
    {
        public override extern bool Equals(object obj);
    }

    public abstract class Enum : ValueType
    {
        public override extern string ToString();
    }

    public struct Void { }

    public struct Boolean
    {
        public override extern string ToString();
    }

    public struct Char
    {
        public override extern string ToString();
    }

    public struct SByte
    {
        public const sbyte MaxValue = 0x7F;
        public const sbyte MinValue = unchecked((sbyte)0x80);
        public override extern string ToString();
        public extern string ToString(string format);
    }

    public struct Byte
    {
        public const byte MaxValue = 0xFF;
        public const byte MinValue = 0;
        public override extern string ToString();
        public extern string ToString(string format);
    }

    public struct Int16
    {
        public const short MaxValue = 0x7FFF;
        public const short MinValue = unchecked((short)0x8000);
        public override extern string ToString();
        public extern string ToString(string format);
    }

    public struct UInt16
    {
        public const ushort MaxValue = 0xFFFF;
        public const ushort MinValue = 0;
        public override extern string ToString();
        public extern string ToString(string format);
    }

    public struct Int32
    {
        public const int MaxValue = 0x7fffffff;
        public const int MinValue = unchecked((int)0x80000000);
        public override extern string ToString();
        public extern string ToString(string format);
    }

    public struct UInt32
    {
        public const uint MaxValue = 0xffffffff;
        public const uint MinValue = 0;
        public override extern string ToString();
        public extern string ToString(string format);
    }

    public struct Int64
    {
        public const long MaxValue = 0x7fffffffffffffff;
        public const long MinValue = unchecked((long)0x8000000000000000);
        public override extern string ToString();
        public extern string ToString(string format);
    }

    public struct UInt64
    {
        public const ulong MaxValue = 0xffffffffffffffff;
        public const ulong MinValue = 0;
        public override extern string ToString();
        public extern string ToString(string format);
    }

    public struct Single
    {
        public override extern string ToString();
    }

    public struct Double
    {
        public override extern string ToString();
        public extern string ToString(string format);
    }

    public struct IntPtr { }

    public struct UIntPtr { }

    public abstract class Array
    {
        public extern int Length { get; }
        public static extern void Copy(Array sourceArray, Array destinationArray, int length);
        public static extern void Copy(Array sourceArray, int sourceIndex, Array destinationArray, int destinationIndex, int length);
        public static extern void Clear(Array array, int index, int length);
    }
}
