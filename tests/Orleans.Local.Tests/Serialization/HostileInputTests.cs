using System.Buffers;
using Orleans.Serialization;

namespace Wasilo.Orleans.Local.Tests.Serialization;

public sealed class HostileInputTests
{
    private const int Mutations = 200_000;

    [Fact]
    public void Damaged_data_gives_a_value_or_a_serializer_exception_and_nothing_else()
    {
        var random = new Random(20261120);
        var payloads = Enumerable.Range(0, 200).Select(seed => Wire.Write(new RandomGraph(seed).Next(), typeof(object))).ToArray();
        var (values, refusals) = (0, 0);
        for (var i = 0; i < Mutations; i++)
        {
            var data = Mutate(payloads[random.Next(payloads.Length)], payloads[random.Next(payloads.Length)], random);
            try
            {
                var input = new ByteReader(data);
                Wire.Serializer.Read(ref input, typeof(object));
                values++;
            }
            catch (SerializerException)
            {
                refusals++;
            }
        }

        // The mutations must neither all be harmless nor all be noticed at once.
        values.ShouldBeGreaterThan(Mutations / 100);
        refusals.ShouldBeGreaterThan(Mutations / 100);
    }

    [Fact]
    public void Every_truncation_is_refused()
    {
        var data = Wire.Write(new RandomGraph(3).Next(), typeof(Everything));
        for (var length = 0; length < data.Length; length++)
        {
            Should.Throw<SerializerException>(() =>
            {
                var input = new ByteReader(data.AsSpan(0, length));
                Wire.Serializer.Read(ref input, typeof(Everything));
            });
        }
    }

    [Theory]
    [InlineData(typeof(int[]))]
    [InlineData(typeof(byte[]))]
    [InlineData(typeof(List<string>))]
    [InlineData(typeof(Dictionary<string, int>))]
    [InlineData(typeof(System.Collections.Immutable.ImmutableList<long>))]
    public void A_count_that_the_data_can_not_hold_allocates_nothing(Type declared)
    {
        byte[] data = [1, .. declared == typeof(Dictionary<string, int>) ? new byte[] { 0 } : [], 0xFF, 0xFF, 0xFF, 0xFF, 0x07, 0, 0, 0];
        Should.Throw<SerializerException>(() => Wire.Read(data, declared));
        var before = GC.GetAllocatedBytesForCurrentThread();
        Should.Throw<SerializerException>(() => Wire.Read(data, declared));
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(100_000);
    }

    [Fact]
    public void Nesting_beyond_the_limit_is_refused()
    {
        var output = new ArrayBufferWriter<byte>();
        // new object[] { new object[] { ...
        var header = new TypeManifest([]).EncodeName(typeof(object[]));
        for (var i = 0; i < 100_000; i++)
        {
            output.WriteByte(2);
            output.WriteByte(0);
            output.Write(header);
            output.WriteVarUInt32(1);
        }

        output.WriteByte(0);
        Should.Throw<SerializerException>(() => Wire.Read(output.WrittenSpan, typeof(object))).Message.ShouldContain("nested");
    }

    [Fact]
    public void A_type_nested_beyond_the_limit_is_refused()
    {
        var output = new ArrayBufferWriter<byte>();
        output.WriteByte(2);
        output.WriteByte(0);
        for (var i = 0; i < 100_000; i++) output.WriteString("[]");
        Should.Throw<SerializerException>(() => Wire.Read(output.WrittenSpan, typeof(object)));
    }

    [Fact]
    public void References_to_skipped_data_can_not_be_used_to_read_it_over_and_over()
    {
        var nodes = Wire.Read(WithReferencesToSkipped(2), typeof(Node[])).ShouldBeOfType<Node[]>();
        nodes[1].Tag.ShouldBeOfType<object[]>()[1].ShouldBeOfType<List<ulong>>().Count.ShouldBe(14_400);

        var before = GC.GetAllocatedBytesForCurrentThread();
        Should.Throw<SerializerException>(() => Wire.Read(WithReferencesToSkipped(5_000), typeof(Node[])));
        // 5,000 lists of 14,400 numbers would be half a gigabyte.
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(50_000_000);
    }

    /// <summary>
    /// Two nodes: one whose only field is unknown, made so that a list of 14,400 numbers seems to begin every five bytes; and one whose tag
    /// is an array of references to those lists.
    /// </summary>
    private static byte[] WithReferencesToSkipped(int count)
    {
        const int Lists = 10_000;
        const int UnknownId = 99;
        const int TagId = 2 * 3;
        const int FirstListAt = 9;
        var output = new ArrayBufferWriter<byte>();
        output.Write<byte>([1, 2, 1]);
        output.WriteVarUInt64((((ulong)UnknownId << 3) | (uint)WireType.Block) + 1);
        output.WriteFixed32(Lists * 5);
        output.WrittenCount.ShouldBe(FirstListAt);
        for (var i = 0; i < Lists; i++) output.Write<byte>([1, 0xC0, 0xF0, 0x00, 0]);
        output.WriteByte(0);

        var types = new TypeManifest([]);
        var references = new ArrayBufferWriter<byte>();
        references.Write<byte>([2, 0, .. types.EncodeName(typeof(object[]))]);
        references.WriteVarUInt32((uint)count);
        for (var i = 0; i < count; i++)
        {
            references.Write<byte>([4, 0, .. types.EncodeName(typeof(List<ulong>))]);
            references.WriteVarUInt32((uint)(FirstListAt + (i * 5)));
        }

        output.WriteByte(1);
        output.WriteVarUInt64((((ulong)TagId << 3) | (uint)WireType.Block) + 1);
        output.WriteFixed32((uint)references.WrittenCount);
        output.Write(references.WrittenSpan);
        output.WriteByte(0);
        return output.WrittenSpan.ToArray();
    }

    private static byte[] Mutate(byte[] original, byte[] other, Random random)
    {
        var data = (byte[])original.Clone();
        for (var changes = random.Next(1, 4); changes > 0; changes--)
        {
            var at = random.Next(data.Length);
            switch (random.Next(6))
            {
                case 0: data[at] ^= (byte)(1 << random.Next(8)); break;
                case 1: data[at] = (byte)random.Next(256); break;
                case 2: data[at] = (byte)random.Next(6); break;
                case 3: data = [.. data.AsSpan(0, at + 1)]; break;
                case 4: data = [.. data.AsSpan(0, at), .. data.AsSpan(random.Next(data.Length))]; break;
                default:
                    var from = random.Next(other.Length);
                    var length = random.Next(Math.Min(64, other.Length - from));
                    data = [.. data.AsSpan(0, at), .. other.AsSpan(from, length), .. data.AsSpan(at)];
                    break;
            }

            if (data.Length == 0) return [0];
        }

        return data;
    }
}
