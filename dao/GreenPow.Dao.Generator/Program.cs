using GreenPow.Dao.Generator;

// Writes the typed bindings of the contracts, or with --check says which of them do not match the artefacts.
// Run from the root of the repository, or name both folders.
var folders = args.Where(argument => argument != "--check").ToArray();
if (folders.Length == 0) folders = [Path.Combine("dao", "artifacts"), Path.Combine("dao", "GreenPow.Dao", "Contracts")];
if (folders.Length != 2 || !Directory.Exists(folders[0]))
{
    Console.Error.WriteLine("usage: GreenPow.Dao.Generator [--check] [ARTIFACTS-FOLDER BINDINGS-FOLDER]");
    return 2;
}

var bindings = Bindings.Of(folders[0]);
if (!args.Contains("--check"))
{
    BindingsFolder.Write(folders[1], bindings);
    return 0;
}

var differences = BindingsFolder.Differences(folders[1], bindings);
foreach (var difference in differences) Console.Error.WriteLine(difference);
return differences.Count == 0 ? 0 : 1;
