using System.Diagnostics;
using Google.Protobuf;
using Wasilo.WhatsApp.Errors;
using Wasilo.WhatsApp.Messages;
using Wasilo.WhatsApp.Tests.Binary;
using Wasilo.WhatsApp.Tests.Support;
using Xunit.Abstractions;

namespace Wasilo.WhatsApp.Tests.Messages;

/// <summary>
/// Messages with damage: WASILO_MESSAGE_MUTATIONS says how many (100,000), WASILO_SEED which ones. Each is read, or refused with the
/// exception there is for it; what is read can be quoted and sent again, whatever it is.
/// </summary>
public sealed class MutationTests(ITestOutputHelper output)
{
    private static readonly int Mutations = Settings.Count("WASILO_MESSAGE_MUTATIONS", 100_000);
    private static readonly int Seed = Settings.Count("WASILO_SEED", 1);

    // The worst is an unknown field for every three bytes, and each is an object.
    private const int MemoryPerByte = 512;
    private const int MemoryPerMessage = 64 * 1024;
    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(10);

    private static readonly byte[][] Originals =
        [.. TestData.Load("baileys-messages.json").GetProperty("cases").EnumerateArray().Select(test => test.Hex("wire"))];

    [Fact]
    public void Damaged_messages_are_read_or_refused()
    {
        // What is made once, at first use, counts for no message.
        foreach (byte[] original in Originals.Append([0xfa, 0x3e, 0x01, 0x07]))
            ReadOrRefuse(original, isFromOwnAccount: false).ShouldBeTrue();
        var random = new Random(Seed);
        int read = 0;
        for (int i = 0; i < Mutations; i++)
        {
            byte[] bytes = Mutate(random);
            try
            {
                long before = GC.GetAllocatedBytesForCurrentThread();
                long start = Stopwatch.GetTimestamp();
                read += ReadOrRefuse(bytes, isFromOwnAccount: i % 2 == 0) ? 1 : 0;
                Stopwatch.GetElapsedTime(start).ShouldBeLessThan(Hang);
                (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(MemoryPerMessage + MemoryPerByte * bytes.Length);
            }
            catch (Exception exception)
            {
                throw new ShouldAssertException($"Mutation {i} of seed {Seed}: {Convert.ToHexStringLower(bytes)}", exception);
            }
        }

        output.WriteLine($"{read:N0} of {Mutations:N0} read.");
        // Both ends of the test must have been reached.
        read.ShouldBeInRange(Mutations / 50, Mutations - Mutations / 50);
    }

    private static bool ReadOrRefuse(byte[] bytes, bool isFromOwnAccount)
    {
        try
        {
            var decoded = MessageReader.Read(bytes, isFromOwnAccount);
            _ = StanzaAttributes.Of(decoded.Message);
            _ = QuotedMessages.Of("A", new("1", "lid"), bytes);
            decoded.Message.ToByteArray().Length.ShouldBeLessThanOrEqualTo(bytes.Length + 64);
            return true;
        }
        catch (MalformedMessageException)
        {
            return false;
        }
    }

    private static byte[] Mutate(Random random)
    {
        var bytes = new List<byte>(Originals[random.Next(Originals.Length)]);
        for (int times = 1 + random.Next(4); times > 0; times--)
        {
            int at = random.Next(bytes.Count + 1);
            int count = Math.Min(1 + random.Next(8), bytes.Count - at);
            switch (random.Next(6))
            {
                case 0 when at < bytes.Count:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1 when at < bytes.Count:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 2:
                    bytes.RemoveRange(at, count);
                    break;
                case 3:
                    bytes.InsertRange(at, bytes.GetRange(at, count));
                    break;
                case 4:
                    byte[] other = Originals[random.Next(Originals.Length)];
                    bytes.InsertRange(at, other.AsSpan(0, random.Next(other.Length + 1)));
                    break;
                default:
                    bytes.RemoveRange(at, random.Next(bytes.Count - at + 1));
                    break;
            }
        }

        return [.. bytes];
    }
}
