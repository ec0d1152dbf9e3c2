using System.Buffers;
using Orleans.Serialization;

namespace Wasilo.Orleans.Local.Tests.Serialization;

public sealed class PrimitivesTests
{
    [Fact]
    public void Everything_written_is_read_back()
    {
        var guid = new Guid("00112233-4455-6677-8899-aabbccddeeff");
        var output = new ArrayBufferWriter<byte>();
        output.WriteByte(9);
        output.WriteBool(true);
        output.WriteVarUInt32(uint.MaxValue);
        output.WriteVarUInt64(ulong.MaxValue);
        output.WriteVarInt64(long.MinValue);
        output.WriteFixed32(0x01020304);
        output.WriteFixed64(0x0102030405060708);
        output.WriteGuid(guid);
        output.WriteBytes([1, 2, 3]);
        output.WriteString("grün 🌍");
        output.WriteOptionalString(null);
        output.WriteOptionalString("");

        var input = new ByteReader(output.WrittenSpan);
        input.ReadByte().ShouldBe((byte)9);
        input.ReadBool().ShouldBeTrue();
        input.ReadVarUInt32().ShouldBe(uint.MaxValue);
        input.ReadVarUInt64().ShouldBe(ulong.MaxValue);
        input.ReadVarInt64().ShouldBe(long.MinValue);
        input.ReadFixed32().ShouldBe(0x01020304u);
        input.ReadFixed64().ShouldBe(0x0102030405060708ul);
        input.ReadGuid().ShouldBe(guid);
        input.ReadBytes().ToArray().ShouldBe([1, 2, 3]);
        input.ReadString().ShouldBe("grün 🌍");
        input.ReadOptionalString().ShouldBeNull();
        input.ReadOptionalString().ShouldBe("");
        input.Remaining.ShouldBe(0);
    }

    [Theory]
    [InlineData(0ul, "00")]
    [InlineData(127ul, "7F")]
    [InlineData(128ul, "8001")]
    [InlineData(300ul, "AC02")]
    [InlineData(ulong.MaxValue, "FFFFFFFFFFFFFFFFFF01")]
    public void A_number_takes_seven_bits_a_byte(ulong value, string expected)
    {
        var output = new ArrayBufferWriter<byte>();
        output.WriteVarUInt64(value);
        Convert.ToHexString(output.WrittenSpan).ShouldBe(expected);
    }

    [Theory]
    [InlineData(0, "00")]
    [InlineData(-1, "01")]
    [InlineData(1, "02")]
    [InlineData(int.MinValue, "FFFFFFFF0F")]
    public void Small_numbers_of_either_sign_are_short(int value, string expected)
    {
        var output = new ArrayBufferWriter<byte>();
        output.WriteVarInt64(value);
        Convert.ToHexString(output.WrittenSpan).ShouldBe(expected);
    }

    [Theory]
    [InlineData("FFFFFFFFFFFFFFFFFF02")]
    [InlineData("FFFFFFFFFFFFFFFFFFFF01")]
    [InlineData("FF")]
    [InlineData("")]
    public void A_number_that_is_too_long_or_cut_off_is_refused(string hex) =>
        Should.Throw<SerializerException>(() => new ByteReader(Convert.FromHexString(hex)).ReadVarUInt64());

    [Fact]
    public void A_length_beyond_the_data_is_refused_before_anything_is_allocated()
    {
        byte[] twoGigabytes = [0xFF, 0xFF, 0xFF, 0xFF, 0x07];
        Should.Throw<SerializerException>(() => new ByteReader(twoGigabytes).ReadString());
        Should.Throw<SerializerException>(() => { new ByteReader(twoGigabytes).ReadBytes(); });
        Should.Throw<SerializerException>(() => new ByteReader(twoGigabytes).ReadCount());
    }
}
