using Mono.Cecil;
using Mono.Cecil.Cil;

namespace GreenPow.Tests;

/// <summary>What compiles against the facade and still does not run on the chip, found in the IL.</summary>
internal static class ChipRules
{
    public static IReadOnlyList<string> Violations(ModuleDefinition module)
    {
        var found = new List<string>();
        // The compiler embeds attributes that the library lacks; the chip refuses to load them.
        found.AddRange(module.Assembly.CustomAttributes.Concat(module.CustomAttributes).Where(IsForeign)
            .Select(a => $"attribute {a.AttributeType.Name} on the assembly"));
        foreach (var type in module.GetTypes())
        {
            if (type.HasGenericParameters)
                found.Add($"generic type {type.FullName}");
            found.AddRange(type.CustomAttributes.Where(IsForeign).Select(a => $"attribute {a.AttributeType.Name} on {type.FullName}"));
            foreach (var method in type.Methods)
                found.AddRange(Violations(method).Select(v => $"{v} in {method.FullName}"));
        }
        return found;
    }

    /// <summary>Assemblies that the types of some namespaces name, other than mscorlib and the firmware's own.</summary>
    public static IReadOnlyList<string> Named(ModuleDefinition module, params string[] namespaces) =>
        [.. module.GetTypes().Where(t => namespaces.Contains(Outermost(t).Namespace)).SelectMany(t => References(t).Where(r => r.Scope is AssemblyNameReference { Name: not "mscorlib" } scope && !scope.Name.StartsWith("GreenPow.", StringComparison.Ordinal))
            .Select(r => $"{t.FullName} names {r.FullName} of {r.Scope.Name}")).Distinct()];

    private static TypeDefinition Outermost(TypeDefinition type) => type.DeclaringType is null ? type : Outermost(type.DeclaringType);

    private static IEnumerable<TypeReference> References(TypeDefinition type)
    {
        foreach (var named in type.Fields.Select(f => f.FieldType).Concat(type.Interfaces.Select(i => i.InterfaceType)).Append(type.BaseType ?? type.Module.TypeSystem.Object))
            yield return Element(named);
        foreach (var method in type.Methods)
        {
            foreach (var named in method.Parameters.Select(p => p.ParameterType).Append(method.ReturnType))
                yield return Element(named);
            foreach (var instruction in method.HasBody ? method.Body.Instructions : [])
                if (instruction.Operand is MemberReference member)
                    yield return Element(member as TypeReference ?? member.DeclaringType);
        }
    }

    private static TypeReference Element(TypeReference type) => type is TypeSpecification specification ? Element(specification.ElementType) : type;

    private static IEnumerable<string> Violations(MethodDefinition method)
    {
        if (method.HasGenericParameters)
            yield return "generic parameters";
        foreach (var attribute in method.CustomAttributes.Where(IsForeign))
            yield return $"attribute {attribute.AttributeType.Name}";
        if (!method.HasBody)
            yield break;
        if (method.Body.ExceptionHandlers.Any(h => h.HandlerType == ExceptionHandlerType.Filter))
            yield return "exception filter";
        foreach (var instruction in method.Body.Instructions)
        {
            if (instruction.OpCode.Name.Contains(".ovf", StringComparison.Ordinal))
                yield return $"{instruction.OpCode.Name}, which does not throw there,";
            // ToString of an enum prints its number; boxing one is how it gets there.
            if (instruction.OpCode.Code is Code.Box or Code.Constrained && instruction.Operand is TypeReference type && type.Resolve() is { IsEnum: true })
                yield return $"text or object made of the enum {type.Name}";
            if (instruction.Operand is GenericInstanceMethod or GenericInstanceType)
                yield return "generic call";
        }
    }

    private static bool IsForeign(CustomAttribute attribute) => attribute.AttributeType.Scope.Name != "mscorlib";
}
