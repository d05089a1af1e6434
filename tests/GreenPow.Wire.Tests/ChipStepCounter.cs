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

    private readonly MethodInfo? made;

    /// <param name="uncounted">An assembly compiled against the chip's, which is loaded beside them and costs nothing.</param>
    /// <param name="made">A public static method that gets every object the chip's code makes.</param>
    public ChipStepCounter(string? uncounted = null, MethodInfo? made = null)
    {
        this.made = made;
        // .NET's own mscorlib forwards to what the facade only declares.
        var context = new AssemblyLoadContext("chip");
        context.Resolving += (_, name) => name.Name == "mscorlib" ? Assembly.Load("mscorlib") : null;
        using var wire = Read(ChipCompiler.WireFile);
        var counter = AddCounter(wire);
        assemblies =
        [
            .. ChipCompiler.FirmwareFiles.Select(file => file == ChipCompiler.WireFile ? Load(context, wire, counter) : LoadPart(context, file, counter)),
        ];
        if (uncounted is not null)
            assemblies = [.. assemblies, context.LoadFromAssemblyPath(uncounted)];
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

    /// <summary>Every type of the wire protocol and of the device without its board.</summary>
    public IEnumerable<Type> Types => assemblies[..ChipCompiler.FirmwareFiles.Count].SelectMany(Loadable).Where(t => t.Namespace is "GreenPow.Wire" or "GreenPow.Core");

    /// <summary>A type of the chip's code, for what is more than one static call.</summary>
    public Type Find(string name) => assemblies.Select(a => a.GetType("GreenPow." + name)).FirstOrDefault(t => t is not null)
        ?? throw new TypeLoadException($"None of the chip's assemblies has a type GreenPow.{name}.");

    public long Count(Action action)
    {
        steps.SetValue(null, 0L);
        action();
        return (long)steps.GetValue(null)!;
    }

    // The board's adapters stand on packages that are not here.
    private static IEnumerable<Type> Loadable(Assembly assembly)
    {
        try
        {
            return assembly.GetTypes();
        }
        catch (ReflectionTypeLoadException partly)
        {
            return partly.Types.OfType<Type>();
        }
    }

    private static ModuleDefinition Read(string file) => ModuleDefinition.ReadModule(file, new ReaderParameters { InMemory = true });

    private Assembly LoadPart(AssemblyLoadContext context, string file, FieldDefinition counter)
    {
        using var module = Read(file);
        return Load(context, module, module.ImportReference(counter));
    }

    private Assembly Load(AssemblyLoadContext context, ModuleDefinition module, FieldReference counter)
    {
        foreach (var method in module.GetTypes().SelectMany(t => t.Methods).Where(m => m.HasBody).ToArray())
        {
            if (made is not null)
                NoteObjects(method.Body, module.ImportReference(made));
            CountBlocks(method.Body, counter);
        }
        if (made is not null)
            KeepLocalsAlive(module);
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

    private static void NoteObjects(Mono.Cecil.Cil.MethodBody body, MethodReference note)
    {
        var il = body.GetILProcessor();
        foreach (var instruction in body.Instructions.Where(MakesObject).ToArray())
        {
            il.InsertAfter(instruction, il.Create(OpCodes.Call, note));
            il.InsertAfter(instruction, il.Create(OpCodes.Dup));
        }
    }

    // The chip's base library makes strings; its other objects are none that this code asks for.
    private static bool MakesObject(Instruction instruction) => instruction.OpCode.Code switch
    {
        Code.Newarr => true,
        Code.Newobj => ((MethodReference)instruction.Operand).DeclaringType is { IsValueType: false },
        Code.Call or Code.Callvirt => instruction.Operand is MethodReference { ReturnType.FullName: "System.String" } called && called.DeclaringType.Scope.Name == "mscorlib",
        _ => false,
    };

    /// <summary>The chip's interpreter holds a local variable until its method ends; a compiler that optimises does not.</summary>
    private static void KeepLocalsAlive(ModuleDefinition module)
    {
        var attribute = typeof(System.Diagnostics.DebuggableAttribute);
        var modes = typeof(System.Diagnostics.DebuggableAttribute.DebuggingModes);
        var added = new CustomAttribute(module.ImportReference(attribute.GetConstructor([modes])));
        added.ConstructorArguments.Add(new CustomAttributeArgument(module.ImportReference(modes),
            (int)(System.Diagnostics.DebuggableAttribute.DebuggingModes.Default | System.Diagnostics.DebuggableAttribute.DebuggingModes.DisableOptimizations)));
        foreach (var old in module.Assembly.CustomAttributes.Where(a => a.AttributeType.Name == attribute.Name).ToArray())
            module.Assembly.CustomAttributes.Remove(old);
        module.Assembly.CustomAttributes.Add(added);
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
