using System.Net;
using Orleans.Serialization;

namespace Wasilo.Orleans.Local.Tests.Serialization;

public sealed class ScalarTests
{
    public static TheoryData<object> Values =>
    [
        true, (byte)255, sbyte.MinValue, short.MinValue, ushort.MaxValue, int.MinValue, uint.MaxValue, long.MinValue, ulong.MaxValue,
        'ß', -0.0f, double.NaN, decimal.MinValue, 1.10m, "", "text \0 🌍", Guid.Parse("00112233-4455-6677-8899-aabbccddeeff"),
        TimeSpan.MinValue, DateOnly.MaxValue, TimeOnly.MaxValue, DateTime.MaxValue,
        new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(-9.5)),
        new Uri("https://user@example.org/a%20b?c#d"), new Uri("/relative", UriKind.Relative), new Version(1, 2, 3, 4),
        IPAddress.Parse("fe80::1%3"), new IPEndPoint(IPAddress.Parse("10.0.0.1"), 65535),
    ];

    [Theory]
    [MemberData(nameof(Values))]
    public void A_value_arrives_as_it_was_whether_its_type_is_declared_or_not(object value)
    {
        Wire.Read(Wire.Write(value, value.GetType()), value.GetType()).ShouldBe(value);
        Wire.Send<object>(value).ShouldBe(value);
        Wire.Send<object[]>([value, value])[1].ShouldBe(value);
    }

    [Fact]
    public void Details_that_equality_overlooks_arrive_too()
    {
        Wire.Send(new DateTime(1, DateTimeKind.Utc)).Kind.ShouldBe(DateTimeKind.Utc);
        Wire.Send(1.10m).ToString(System.Globalization.CultureInfo.InvariantCulture).ShouldBe("1.10");
        Wire.Send(new DateTimeOffset(1, TimeSpan.Zero).ToOffset(TimeSpan.FromHours(2))).Offset.ShouldBe(TimeSpan.FromHours(2));
        Wire.Send<object>(IPAddress.Loopback).ShouldBeOfType<IPAddress>().ShouldBe(IPAddress.Loopback);
        Wire.Send(new Uri("/relative", UriKind.Relative)).IsAbsoluteUri.ShouldBeFalse();
    }

    [Fact]
    public void Null_is_a_value_of_every_reference_type()
    {
        Wire.Send<string?>(null).ShouldBeNull();
        Wire.Send<Uri?>(null).ShouldBeNull();
        Wire.Send<object?>(null).ShouldBeNull();
        Wire.Send<Person?>(null).ShouldBeNull();
        Wire.Send<int?>(null).ShouldBeNull();
        Wire.Send<Point?>(null).ShouldBeNull();
    }

    [Fact]
    public void Nullable_values_arrive()
    {
        Wire.Send<int?>(-3).ShouldBe(-3);
        Wire.Send<Point?>(new Point { X = 1, Y = 2 }).ShouldBe(new Point { X = 1, Y = 2 });
    }

    [Fact]
    public void Enums_arrive_and_where_only_the_value_tells_its_type_they_need_the_attribute()
    {
        Wire.Send(Colour.Blue).ShouldBe(Colour.Blue);
        Wire.Send(Plain.Last).ShouldBe(Plain.Last);
        Wire.Send<Plain?>(Plain.Last).ShouldBe(Plain.Last);
        Wire.Send<object>(Colour.Blue).ShouldBe(Colour.Blue);
        // Orleans sends the bare number, too.
        Wire.Send<object>(Plain.Last).ShouldBe(-5);
        Wire.Send<object>(new List<Plain> { Plain.Last }).ShouldBeOfType<List<Plain>>().ShouldBe([Plain.Last]);
    }

    [Fact]
    public void Bytes_arrive_whole()
    {
        byte[] bytes = [1, 2, 3];
        Wire.Send(new ReadOnlyMemory<byte>(bytes, 1, 2)).ToArray().ShouldBe([2, 3]);
        Wire.Send(new Memory<byte>(bytes)).ToArray().ShouldBe(bytes);
        Wire.Send(bytes).ShouldBe(bytes);
        Wire.Send<object>(new ReadOnlyMemory<byte>(bytes)).ShouldBeOfType<ReadOnlyMemory<byte>>().ToArray().ShouldBe(bytes);
    }

    [Fact]
    public void A_number_outside_its_type_is_refused() =>
        Should.Throw<SerializerException>(() => Wire.Transform<long, int>(1L << 40));
}
