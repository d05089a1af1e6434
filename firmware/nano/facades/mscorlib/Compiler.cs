// What the compiler asks for; signatures as in nanoframework/CoreLibrary v1.17.11, nanoFramework.CoreLibrary/System/{Delegate,Attribute,...}.cs
// and below it Runtime/CompilerServices/, Diagnostics/.
namespace System
{
    public struct RuntimeTypeHandle { }

    public struct RuntimeFieldHandle { }

    public struct RuntimeMethodHandle { }

    public abstract class Delegate
    {
        public static extern Delegate Combine(Delegate a, Delegate b);
        public static extern Delegate Remove(Delegate source, Delegate value);
    }

    public abstract class MulticastDelegate : Delegate { }

    public delegate void Action();

    public interface IDisposable
    {
        void Dispose();
    }

    public abstract class Attribute
    {
        protected extern Attribute();
    }

    public enum AttributeTargets
    {
        Assembly = 0x0001,
        Module = 0x0002,
        Class = 0x0004,
        Struct = 0x0008,
        Enum = 0x0010,
        Constructor = 0x0020,
        Method = 0x0040,
        Property = 0x0080,
        Field = 0x0100,
        Event = 0x0200,
        Interface = 0x0400,
        Parameter = 0x0800,
        Delegate = 0x1000,
        ReturnValue = 0x2000,
        All = 0x3FFF,
    }

    public sealed class AttributeUsageAttribute : Attribute
    {
        public extern AttributeUsageAttribute(AttributeTargets validOn);
        public extern bool AllowMultiple { get; set; }
        public extern bool Inherited { get; set; }
    }

    public sealed class ParamArrayAttribute : Attribute
    {
        public extern ParamArrayAttribute();
    }

    public class FlagsAttribute : Attribute
    {
        public extern FlagsAttribute();
    }
}

namespace System.Runtime.CompilerServices
{
    public sealed class IndexerNameAttribute : Attribute
    {
        public extern IndexerNameAttribute(string indexerName);
    }

    public sealed class InternalsVisibleToAttribute : Attribute
    {
        public extern InternalsVisibleToAttribute(string assemblyName);
    }

    public static class RuntimeHelpers
    {
        public static extern void InitializeArray(Array array, RuntimeFieldHandle fldHandle);
    }
}

namespace System.Diagnostics
{
    public sealed class DebuggableAttribute : Attribute
    {
        public enum DebuggingModes
        {
            None = 0x0,
            Default = 0x1,
            IgnoreSymbolStoreSequencePoints = 0x2,
            EnableEditAndContinue = 0x4,
            DisableOptimizations = 0x100,
        }

        public extern DebuggableAttribute(DebuggingModes modes);
    }
}
