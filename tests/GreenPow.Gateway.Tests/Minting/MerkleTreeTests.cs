using System.Diagnostics;
using System.Numerics;
using System.Text.Json;
using GreenPow.Dao;
using GreenPow.Gateway.Minting;

namespace GreenPow.Gateway.Tests.Minting;

/// <summary>Our tree against @openzeppelin/merkle-tree itself.</summary>
public class MerkleTreeTests
{
    private static readonly JsonSerializerOptions web = new(JsonSerializerDefaults.Web);

    [Fact]
    public async Task Dump_proofs_and_multiproofs_are_those_of_openzeppelins_library()
    {
        var random = new Random(20_261_120);
        var cases = Enumerable.Range(1, 17).Append(64).Append(101).Select(count => (
            Leaves: Enumerable.Range(0, count).Select(_ => RandomLeaf(random)).ToArray(),
            Subset: Enumerable.Range(0, count).Where(_ => random.Next(3) == 0).DefaultIfEmpty(0).ToArray())).ToArray();

        var answers = await AskNodeAsync(cases.Select(one => new { leaves = one.Leaves.Select(leaf => leaf.ToValues()), subset = one.Subset }));

        for (var i = 0; i < cases.Length; i++)
        {
            var (leaves, subset) = cases[i];
            var answer = answers[i];
            Assert.Equal(answer.GetProperty("dump").GetRawText(), JsonSerializer.Serialize(LeavesDump.Of([.. leaves]), web));
            var tree = new MerkleTree([.. leaves.Select(leaf => leaf.Hash())]);
            for (var leaf = 0; leaf < leaves.Length; leaf++)
                Assert.Equal(answer.GetProperty("proofs")[leaf].Deserialize<string[]>(), tree.Proof(leaf).Select(hash => hash.ToString()));
            var multi = tree.Proof(subset);
            Assert.Equal(answer.GetProperty("multi").GetProperty("proof").Deserialize<string[]>(), multi.Proof.Select(hash => hash.ToString()));
            Assert.Equal(answer.GetProperty("multi").GetProperty("proofFlags").Deserialize<bool[]>(), multi.Flags);
            Assert.Equal(answer.GetProperty("multi").GetProperty("leaves").Deserialize<string[][]>(), subset.Select(leaf => leaves[leaf].ToValues()));
        }
    }

    [Fact]
    public void A_dump_gives_its_leaves_back()
    {
        var random = new Random(7);
        var leaves = Enumerable.Range(0, 9).Select(_ => RandomLeaf(random)).ToArray();
        var json = JsonSerializer.Serialize(LeavesDump.Of([.. leaves]), web);
        Assert.Equal(leaves, JsonSerializer.Deserialize<LeavesDump>(json, web)!.Leaves());
    }

    private static MintLeaf RandomLeaf(Random random)
    {
        var bytes = new byte[52];
        random.NextBytes(bytes);
        return new(random.Next(4), Address.FromBytes(bytes.AsSpan(0, 20)), Address.FromBytes(bytes.AsSpan(20, 20)), new BigInteger(bytes.AsSpan(40), isUnsigned: true));
    }

    private static async Task<JsonElement> AskNodeAsync(object question)
    {
        var start = new ProcessStartInfo("node") { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Minting", "merkle.mjs"));
        start.ArgumentList.Add(Path.Combine(DaoFolder(), "package.json"));
        using var node = Process.Start(start)!;
        await node.StandardInput.WriteAsync(JsonSerializer.Serialize(question));
        node.StandardInput.Close();
        var answer = await node.StandardOutput.ReadToEndAsync();
        await node.WaitForExitAsync();
        Assert.Equal(0, node.ExitCode);
        return JsonSerializer.Deserialize<JsonElement>(answer);
    }

    private static string DaoFolder()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
            if (Directory.Exists(Path.Combine(folder, "dao", "node_modules"))) return Path.Combine(folder, "dao");
        throw new DirectoryNotFoundException("dao/node_modules is missing: run npm ci in dao/.");
    }
}
