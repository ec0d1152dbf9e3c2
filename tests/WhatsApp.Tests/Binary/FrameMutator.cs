using Wasilo.WhatsApp.Binary;

namespace Wasilo.WhatsApp.Tests.Binary;

/// <summary>Frames that are nearly right, which get further into a decoder than noise does.</summary>
internal sealed class FrameMutator
{
    // Tags, and numbers at which a length changes its form or its sign.
    private static readonly byte[] Telling =
        [0, 1, 2, 3, 127, 128, 235, 236, 239, 240, 244, 245, 246, 247, 248, 249, 250, 251, 252, 253, 254, 255];

    private readonly Random _random;
    private readonly byte[][] _corpus;

    public FrameMutator(Random random)
    {
        _random = random;
        var nodes = new RandomNodes(random);
        byte[][] plain =
        [
            .. BaileysNodesTests.All.Select(test => test.Wire).Where(wire => wire.Length < 1_000),
            .. Enumerable.Range(0, 100).Select(_ => Wire.Encode(nodes.Next())).Where(wire => wire.Length < 2_000),
        ];
        // One in eight compressed: most changes to those end in the base library's inflater, which is not ours to test.
        _corpus = [.. plain, .. plain.Where((_, i) => i % 7 == 0).Select(frame => Wire.Compress(frame))];
    }

    public byte[] Next()
    {
        var frame = _corpus[_random.Next(_corpus.Length)].ToList();
        for (var changes = _random.Next(1, 5); changes > 0; changes--)
            Change(frame);
        return [.. frame];
    }

    private void Change(List<byte> frame)
    {
        var at = _random.Next(frame.Count + 1);
        var any = at < frame.Count;
        switch (_random.Next(9))
        {
            case 0 when any:
                frame[at] ^= (byte)(1 << _random.Next(8));
                break;
            case 1 when any:
                frame[at] = (byte)_random.Next(256);
                break;
            case 2 or 3 when any:
                frame[at] = Telling[_random.Next(Telling.Length)];
                break;
            case 4:
                frame.Insert(at, Telling[_random.Next(Telling.Length)]);
                break;
            case 5 when any:
                frame.RemoveRange(at, Math.Min(frame.Count - at, _random.Next(1, 9)));
                break;
            case 6:
                frame.RemoveRange(at, frame.Count - at);
                break;
            case 7 when any:
                frame.InsertRange(_random.Next(frame.Count + 1), [.. frame.Skip(at).Take(_random.Next(1, 64))]);
                break;
            default:
                var other = _corpus[_random.Next(_corpus.Length)];
                frame.InsertRange(at, other.AsSpan(_random.Next(other.Length)).ToArray());
                break;
        }
    }
}
