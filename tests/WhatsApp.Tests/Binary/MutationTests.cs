using System.Diagnostics;
using Wasilo.WhatsApp.Binary;
using Xunit.Abstractions;

namespace Wasilo.WhatsApp.Tests.Binary;

/// <summary>
/// Frames with damage: WASILO_MUTATIONS says how many (1,000,000), WASILO_SEED which ones. Each is read, or refused with the one exception
/// there is for it, with memory in proportion to its length; what is read can be written, and read again.
/// </summary>
public sealed class MutationTests(ITestOutputHelper output)
{
    private static readonly int Mutations = Settings.Count("WASILO_MUTATIONS", 1_000_000);
    private static readonly int Seed = Settings.Count("WASILO_SEED", 1);

    // A byte of the wire becomes 16 of memory at worst, more only where a list's count is believed until its
    // items turn out to be missing; an exception with its text and trace is some KiB.
    private const int MemoryPerByte = 64;
    private const int MemoryPerFrame = 32 * 1024;

    // A thousand times what the slowest frame takes, so that it tells a hang and not a busy machine.
    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(10);

    [Fact]
    public void Damaged_frames_are_read_or_refused()
    {
        var mutator = new FrameMutator(new Random(Seed));
        var (read, most, slowest) = (0, 0L, TimeSpan.Zero);
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < Mutations; i++)
        {
            var frame = mutator.Next();
            try
            {
                var before = GC.GetAllocatedBytesForCurrentThread();
                var start = Stopwatch.GetTimestamp();
                var node = ReadOrRefuse(frame);
                var took = Stopwatch.GetElapsedTime(start);
                var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
                took.ShouldBeLessThan(Hang);
                allocated.ShouldBeLessThan(MemoryPerFrame + MemoryPerByte * Inflatable(frame));
                slowest = took > slowest ? took : slowest;
                most = Math.Max(most, allocated);
                if (node is null)
                    continue;
                read++;
                NodeReader.Read(Wire.Encode(node)).Equals(node).ShouldBeTrue();
            }
            catch (Exception exception)
            {
                throw new ShouldAssertException($"Mutation {i} of seed {Seed}: {Convert.ToHexStringLower(frame)}", exception);
            }
        }

        output.WriteLine($"{Mutations:N0} frames in {clock.Elapsed.TotalSeconds:N1} s: {read:N0} read, {Mutations - read:N0} refused, " +
            $"at most {most:N0} bytes and {slowest.TotalMilliseconds:N1} ms each.");
        // Both ends of the test must have been reached.
        read.ShouldBeGreaterThan(Mutations / 50);
        (Mutations - read).ShouldBeGreaterThan(Mutations / 50);
    }

    private static Node? ReadOrRefuse(byte[] frame)
    {
        try
        {
            return NodeReader.Read(frame);
        }
        catch (BinaryNodeException)
        {
            return null;
        }
    }

    private static long Inflatable(byte[] frame) =>
        frame.Length == 0 || (frame[0] & 2) == 0
            ? frame.Length
            : Math.Max(Limits.InflateRatioFreeBytes, Limits.InflateRatio * frame.Length);
}
