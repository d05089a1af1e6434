using Mono.Cecil;
using Mono.Cecil.Cil;

namespace GreenPow.Wire.Tests;

/// <summary>What compiles against the facade and still does not run on the chip, found in the IL.</summary>
internal static class ChipRules
{
    public static IReadOnlyList<string> Violations(ModuleDefinition module)
    {
        var found = new List<string>();
        found.AddRange(module.AssemblyReferences.Where(r => r.Name != "mscorlib").Select(r => $"reference to {r.Name}"));
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
