using System.Buffers;
using Wasilo.WhatsApp.Errors;
using Wasilo.WhatsApp.Noise;

namespace Wasilo.WhatsApp.Tests.Noise;

public class IntroTests
{
    [Fact]
    public void Without_routing_info_it_is_four_bytes() => Written([]).ShouldBe("57410603");

    [Fact]
    public void Routing_info_goes_in_front_with_its_length() =>
        Written([0x08, 0x0d, 0x08, 0x05]).ShouldBe("45440001000004080d080557410603");

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(300)]
    [InlineData(IntroReader.MaxRoutingInfoLength)]
    public void The_server_reads_it_however_the_stream_is_cut(int routingLength)
    {
        byte[] routingInfo = [.. Enumerable.Range(0, routingLength).Select(i => (byte)i)];
        byte[] stream = [.. Convert.FromHexString(Written(routingInfo)), 0xAA, 0xBB];
        foreach (int chunk in new[] { 1, 2, 3, 5, 7, 8, 11, stream.Length })
        {
            var reader = new IntroReader();
            Read(reader, stream, chunk).ShouldBe([0xAA, 0xBB], $"in chunks of {chunk}");
            reader.RoutingInfo.ShouldBe(routingInfo);
        }
    }

    [Theory]
    [InlineData("57410503", "another magic value")]
    [InlineData("57410602", "another dictionary")]
    [InlineData("47455420", "an HTTP request")]
    [InlineData("45440002", "another version of the routing part")]
    [InlineData("454400010000010058410603", "something else behind the routing info")]
    [InlineData("45440001000401", "routing info over the limit")]
    [InlineData("45440001ffffff", "routing info far over the limit")]
    public void Anything_else_is_refused_as_soon_as_it_shows(string bytes, string reason)
    {
        foreach (int chunk in new[] { 1, 100 })
            Should.Throw<InvalidIntroException>(() => Read(new IntroReader(), Convert.FromHexString(bytes), chunk), reason);
    }

    private static string Written(byte[] routingInfo)
    {
        var output = new ArrayBufferWriter<byte>();
        Intro.Write(output, routingInfo);
        return Convert.ToHexStringLower(output.WrittenSpan);
    }

    /// <summary>What is left of the stream behind the intro.</summary>
    private static byte[] Read(IntroReader reader, byte[] stream, int chunk)
    {
        for (int at = 0; at < stream.Length; at += chunk)
        {
            int end = Math.Min(at + chunk, stream.Length);
            ReadOnlySpan<byte> input = stream.AsSpan(at, end - at);
            if (reader.TryRead(ref input))
                return [.. input, .. stream[end..]];
        }

        throw new InvalidOperationException("The stream ended inside the intro.");
    }
}
