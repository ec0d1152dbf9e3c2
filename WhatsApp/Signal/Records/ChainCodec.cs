using System.Collections.Immutable;

namespace Wasilo.WhatsApp.Signal.Records;

/// <summary>
/// A chain in a record: <c>key (32), next, forgotten, runs, each run: distance from the end of the one before, length, seeds (32 each)</c>.
/// </summary>
internal static class ChainCodec
{
    internal static void Write(RecordWriter writer, MessageChain chain)
    {
        writer.Bytes(chain.Key);
        writer.Number(chain.Next);
        writer.Number(chain.Forgotten);
        writer.Number((uint)chain.Skipped.Runs.Length);
        uint end = 0;
        foreach (var run in chain.Skipped.Runs)
        {
            writer.Number(run.First - end);
            writer.Number((uint)run.Count);
            writer.Bytes(run.Seeds);
            end = run.End;
        }
    }

    internal static MessageChain Read(ref RecordReader reader)
    {
        var key = reader.Key();
        uint next = reader.UInt32();
        uint forgotten = reader.UInt32();
        int count = reader.Count(SignalLimits.SkippedKeys);
        return new MessageChain(key, next, forgotten, count == 0 ? SkippedSeeds.None : Runs(ref reader, count, next));
    }

    private static SkippedSeeds Runs(ref RecordReader reader, int count, uint next)
    {
        var runs = ImmutableArray.CreateBuilder<SkippedSeeds.Run>(count);
        ulong end = 0;
        int left = SignalLimits.SkippedKeys;
        for (int i = 0; i < count; i++)
        {
            ulong first = end + reader.UInt32();
            int length = reader.Count(left);
            left -= length;
            end = first + (uint)length;
            if (length == 0 || end > next)
                throw RecordReader.Corrupt("a chain has keys where none can be");
            // A copy: the store's buffer may be the store's own, and a chain outlives it.
            runs.Add(new SkippedSeeds.Run((uint)first, reader.Bytes(length * Key32.Length).ToArray()));
        }

        return new SkippedSeeds(runs.MoveToImmutable());
    }
}
