using GreenPow.Dao.Generator;

// Writes the typed bindings of the contracts, or with --check says which of them do not match the artefacts.
var arguments = args.Where(argument => argument != "--check").ToArray();
if (arguments.Length != 2)
{
    Console.Error.WriteLine("usage: GreenPow.Dao.Generator [--check] ARTIFACTS-FOLDER BINDINGS-FOLDER");
    return 2;
}

var bindings = Bindings.Of(arguments[0]);
if (!args.Contains("--check"))
{
    BindingsFolder.Write(arguments[1], bindings);
    return 0;
}

var differences = BindingsFolder.Differences(arguments[1], bindings);
foreach (var difference in differences) Console.Error.WriteLine(difference);
return differences.Count == 0 ? 0 : 1;
