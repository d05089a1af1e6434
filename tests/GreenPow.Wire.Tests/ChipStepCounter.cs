using System.Reflection;
using System.Runtime.Loader;
using GreenPow.Tests;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace GreenPow.Wire.Tests;

/// <summary>Runs the very IL that was compiled for the chip and counts its operations: what the chip's interpreter is paid by.</summary>
internal sealed class ChipStepCounter
{
    private readonly Assembly[] assemblies;
    private readonly FieldInfo steps;

    /// <param name="uncounted">Assemblies compiled against the chip's, which are loaded beside them and cost nothing.</param>
    public ChipStepCounter(params string[] uncounted)
    {
        // .NET's own mscorlib forwards to what the facade only declares.
        var context = new AssemblyLoadContext("chip");
        context.Resolving += (_, name) => name.Name == "mscorlib" ? Assembly.Load("mscorlib") : null;
        using var wire = Read(ChipCompiler.WireFile);
        var counter = AddCounter(wire);
        assemblies =
        [
            .. ChipCompiler.FirmwareFiles.Select(file => file == ChipCompiler.WireFile ? Load(context, wire, counter) : LoadPart(context, file, counter)),
            .. uncounted.Select(context.LoadFromAssemblyPath),
        ];
        steps = assemblies[0].GetType("StepCounter")!.GetField("Steps")!;
    }

    public long Count(string type, string method, params object[] arguments)
    {
        var target = Find("Wire." + type).GetMethods()
            .Single(m => m.Name == method && m.GetParameters().Length == arguments.Length);
        steps.SetValue(null, 0L);
        target.Invoke(null, arguments);
        return (long)steps.GetValue(null)!;
    }

    /// <summary>A type of the chip's code, for what is more than one static call.</summary>
    public Type Find(string name) => assemblies.Select(a => a.GetType("GreenPow." + name)).FirstOrDefault(t => t is not null)
        ?? throw new TypeLoadException($"None of the chip's assemblies has a type GreenPow.{name}.");

    public long Count(Action action)
    {
        steps.SetValue(null, 0L);
        action();
        return (long)steps.GetValue(null)!;
    }

    private static ModuleDefinition Read(string file) => ModuleDefinition.ReadModule(file, new ReaderParameters { InMemory = true });

    private static Assembly LoadPart(AssemblyLoadContext context, string file, FieldDefinition counter)
    {
        using var module = Read(file);
        return Load(context, module, module.ImportReference(counter));
    }

    private static Assembly Load(AssemblyLoadContext context, ModuleDefinition module, FieldReference counter)
    {
        foreach (var method in module.GetTypes().SelectMany(t => t.Methods).Where(m => m.HasBody).ToArray())
            CountBlocks(method.Body, counter);
        using var stream = new MemoryStream();
        module.Write(stream);
        stream.Position = 0;
        return context.LoadFromStream(stream);
    }

    private static FieldDefinition AddCounter(ModuleDefinition module)
    {
        var type = new TypeDefinition("", "StepCounter", Mono.Cecil.TypeAttributes.Public | Mono.Cecil.TypeAttributes.Abstract
            | Mono.Cecil.TypeAttributes.Sealed, module.TypeSystem.Object);
        var field = new FieldDefinition("Steps", Mono.Cecil.FieldAttributes.Public | Mono.Cecil.FieldAttributes.Static, module.TypeSystem.Int64);
        type.Fields.Add(field);
        module.Types.Add(type);
        return field;
    }

    /// <summary>Puts "Steps += length" before every run of operations without a branch in or out.</summary>
    private static void CountBlocks(Mono.Cecil.Cil.MethodBody body, FieldReference counter)
    {
        body.SimplifyMacros();
        var il = body.GetILProcessor();
        var leaders = Leaders(body);
        foreach (var first in leaders)
        {
            var length = 1;
            for (var next = first.Next; next is not null && !leaders.Contains(next); next = next.Next)
                length++;
            // Branches aim at the first operation, so it becomes the first of the added ones and moves behind them.
            var moved = il.Create(OpCodes.Nop);
            (moved.OpCode, moved.Operand) = (first.OpCode, first.Operand);
            (first.OpCode, first.Operand) = (OpCodes.Ldsfld, counter);
            Instruction[] added =
                [il.Create(OpCodes.Ldc_I4, length), il.Create(OpCodes.Conv_I8), il.Create(OpCodes.Add), il.Create(OpCodes.Stsfld, counter), moved];
            var last = first;
            foreach (var instruction in added)
            {
                il.InsertAfter(last, instruction);
                last = instruction;
            }
        }
    }

    private static HashSet<Instruction> Leaders(Mono.Cecil.Cil.MethodBody body)
    {
        var leaders = new HashSet<Instruction> { body.Instructions[0] };
        foreach (var instruction in body.Instructions)
        {
            if (instruction.Operand is Instruction target)
                leaders.Add(target);
            if (instruction.Operand is Instruction[] targets)
                leaders.UnionWith(targets);
            if (instruction.Next is { } next
                && instruction.OpCode.FlowControl is FlowControl.Branch or FlowControl.Cond_Branch or FlowControl.Return or FlowControl.Throw)
                leaders.Add(instruction.Next);
        }
        return leaders;
    }
}
