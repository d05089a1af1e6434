using Mono.Cecil;

namespace GreenPow.Simulator.Tests.Boards;

/// <summary>The public surface of one assembly, forwarded types included, as a firmware that was compiled against another assembly of this name would look for it.</summary>
internal sealed class Surface(ModuleDefinition module)
{
    /// <summary>Members that the other side offers and this one does not, in words.</summary>
    public IEnumerable<string> MissingOf(ModuleDefinition facade) =>
        facade.GetTypes().Where(IsVisible).SelectMany(MissingOf);

    private IEnumerable<string> MissingOf(TypeDefinition wanted)
    {
        if (Find(wanted.FullName) is not { } found)
            return [wanted.FullName];
        var shape = wanted.IsEnum && wanted.Fields.Single(field => !field.IsStatic).FieldType.FullName != found.Fields.Single(field => !field.IsStatic).FieldType.FullName
            || wanted.IsValueType != found.IsValueType || wanted.IsInterface != found.IsInterface
            ? [$"{wanted.FullName} is another kind of type"]
            : Enumerable.Empty<string>();
        return shape
            .Concat(wanted.Fields.Where(IsOffered).Where(field => !HasField(found, field)).Select(field => field.FullName))
            .Concat(wanted.Methods.Where(IsOffered).Where(method => !IsOnlyForDerived(method)).Where(method => !HasMethod(found, method)).Select(method => method.FullName));
    }

    private TypeDefinition? Find(string fullName) =>
        module.GetType(fullName) ?? module.ExportedTypes.FirstOrDefault(type => type.FullName == fullName)?.Resolve();

    private static bool HasField(TypeDefinition type, FieldDefinition wanted) =>
        type.Fields.Any(field => IsOffered(field) && field.Name == wanted.Name && field.FieldType.FullName == wanted.FieldType.FullName
            && field.IsStatic == wanted.IsStatic && (Equals(field.Constant, wanted.Constant) || IsOnlyForCompiler(wanted)));

    /// <summary>A call finds a method also where a base type declares it; a constructor has to be there.</summary>
    private static bool HasMethod(TypeDefinition type, MethodDefinition wanted)
    {
        for (var at = type; at is not null; at = wanted.IsConstructor ? null : at.BaseType?.Resolve())
        {
            if (at.Methods.Any(method => IsOffered(method) && Signature(method) == Signature(wanted)))
                return true;
        }
        return false;
    }

    private static string Signature(MethodDefinition method) =>
        $"{(method.HasThis ? "instance " : "")}{method.ReturnType.FullName} {method.Name}({string.Join(',', method.Parameters.Select(parameter => parameter.ParameterType.FullName))})";

    /// <summary>The compiler reads the targets of an attribute and leaves no trace of them in the firmware; .NET has one target more.</summary>
    private static bool IsOnlyForCompiler(FieldDefinition field) => field.DeclaringType.FullName == "System.AttributeTargets";

    /// <summary>The constructor that the compiler gives an abstract class; nobody outside derives from these.</summary>
    private static bool IsOnlyForDerived(MethodDefinition method) => method.IsConstructor && method.DeclaringType.IsAbstract && method.Parameters.Count == 0;

    private static bool IsVisible(TypeDefinition type) =>
        type.IsPublic || (type.IsNestedPublic && IsVisible(type.DeclaringType));

    private static bool IsOffered(FieldDefinition field) => field.IsPublic || field.IsFamily;

    private static bool IsOffered(MethodDefinition method) => method.IsPublic || method.IsFamily;
}
