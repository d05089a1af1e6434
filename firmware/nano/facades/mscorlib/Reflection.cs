// Signatures as in nanoframework/CoreLibrary v1.17.11, nanoFramework.CoreLibrary/System/{Type,Reflection/{MemberInfo,MethodBase,MethodInfo,Assembly,AssemblyAttributes,DefaultMemberAttribute}}.cs.
[assembly: System.Reflection.AssemblyVersion("1.17.11.0")]

namespace System
{
    public abstract class Type : Reflection.MemberInfo
    {
        public static extern Type GetTypeFromHandle(RuntimeTypeHandle handle);
        public abstract string FullName { get; }
        public extern Reflection.MethodInfo GetMethod(string name);
    }
}

namespace System.Reflection
{
    public abstract class MemberInfo
    {
        public abstract string Name { get; }
    }

    public abstract class MethodBase : MemberInfo
    {
        public override extern string Name { get; }
        public extern object Invoke(object obj, object[] parameters);
    }

    public abstract class MethodInfo : MethodBase { }

    public class Assembly
    {
        public static extern Assembly Load(byte[] rawAssembly);
        public virtual extern string FullName { get; }
        public virtual extern Type[] GetTypes();
    }

    public sealed class AssemblyVersionAttribute : Attribute
    {
        public extern AssemblyVersionAttribute(string version);
    }

    public sealed class DefaultMemberAttribute : Attribute
    {
        public extern DefaultMemberAttribute(string memberName);
    }
}
