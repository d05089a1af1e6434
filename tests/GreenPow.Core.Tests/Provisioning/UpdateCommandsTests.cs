using GreenPow.Core;
using GreenPow.Wire;

namespace GreenPow.Core.Tests;

public class UpdateCommandsTests
{
    private readonly InstallerBench _bench = new InstallerBench().Press();
    private readonly Sink _sink = new();

    public UpdateCommandsTests() => _bench.View.Updates = _sink;

    [Fact]
    public void A_piece_in_parts_reaches_the_receiver_whole_and_its_answer_comes_back()
    {
        byte[] piece = new byte[UpdateChunk.HeaderLength + UpdateChunk.MaximumData];
        new Random(1).NextBytes(piece);
        for (int at = 0; at < piece.Length; at += 250)
        {
            byte[] part = piece[at..Math.Min(at + 250, piece.Length)];
            bool isLast = at + part.Length == piece.Length;
            byte[] result = _bench.Ask(InstallerCommand.UpdatePiece, [(byte)(isLast ? 1 : 0), (byte)(at & 0xFF), (byte)(at >> 8), .. part]);
            if (isLast) Assert.Empty(result);
            else Assert.Equal(["ok", $"{at + part.Length}"], InstallerBench.Texts(result));
        }

        Assert.Equal(piece, Assert.Single(_sink.Taken));
        _bench.Run(1000);
        Assert.Empty(_bench.Radio.Results);
        _sink.Answer = [.. Enumerable.Range(1, UpdateProgress.Length).Select(i => (byte)i)];
        _bench.Run(50);
        Assert.Equal(_sink.Answer, InstallerBench.Strings(Assert.Single(_bench.Radio.Results))[1]);
    }

    [Fact]
    public void Parts_out_of_order_and_pieces_too_long_are_refused()
    {
        Assert.Equal("Part at 5 does not continue the piece at 0", Refusal(0, 5, 0, 1));
        _bench.Ask(InstallerCommand.UpdatePiece, 0, 0, 0, 1, 2);
        Assert.Equal("Part at 5 does not continue the piece at 2", Refusal(0, 5, 0, 1));
        for (int at = 0; at < 1000; at += 250) _bench.Ask(InstallerCommand.UpdatePiece, [0, (byte)(at & 0xFF), (byte)(at >> 8), .. new byte[250]]);
        Assert.Equal("Piece is longer than 1036 bytes", Refusal([1, 0xE8, 3, .. new byte[37]]));
        Assert.Empty(_sink.Taken);
        _bench.View.Updates = null;
        Assert.Equal("This firmware takes no updates", Refusal(0, 0, 0, 1));
    }

    [Fact]
    public void Nobody_else_loses_an_answer_to_an_installer_who_asked_nothing()
    {
        _sink.Answer = new byte[UpdateProgress.Length];
        _bench.Run(1000);
        Assert.NotNull(_sink.Answer);
    }

    private string Refusal(params byte[] data) => Assert.Single(InstallerBench.Texts(_bench.Ask(InstallerCommand.UpdatePiece, data)));

    private sealed class Sink : IUpdateSink
    {
        public List<byte[]> Taken { get; } = [];

        public byte[]? Answer { get; set; }

        public void Take(byte[] chunk) => Taken.Add(chunk);

        public bool TakeAnswer(byte[] into)
        {
            if (Answer == null) return false;
            Answer.CopyTo(into, 0);
            return true;
        }
    }
}
