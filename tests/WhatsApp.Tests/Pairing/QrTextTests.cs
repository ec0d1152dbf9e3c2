using Google.Protobuf;
using Wasilo.WhatsApp.Client;
using Wasilo.WhatsApp.Events;
using Wasilo.WhatsApp.Tests.Client;
using Wasilo.WhatsApp.Tests.Support;

namespace Wasilo.WhatsApp.Tests.Pairing;

/// <summary>A QR code of ours, field by field, as a phone reads it.</summary>
public sealed class QrTextTests
{
    private const string Prefix = "https://wa.me/settings/linked_devices#";
    private const string PaddedBase64Of32Bytes = "^[A-Za-z0-9+/]{43}=$";

    [Fact]
    public async Task It_is_a_link_with_five_fields_behind_its_hash()
    {
        var (_, text) = await ShownAsync(DevicePlatform.Chrome);

        text.ShouldStartWith(Prefix);
        text.Count(character => character == '#').ShouldBe(1);
        Fields(text).Length.ShouldBe(5);
        text.ShouldAllBe(character => char.IsAscii(character) && !char.IsWhiteSpace(character));
    }

    [Fact]
    public async Task The_first_field_is_the_servers_reference_as_it_came()
    {
        var (_, text) = await ShownAsync(DevicePlatform.Chrome);

        Fields(text)[0].ShouldBe("2@reference0");
    }

    [Fact]
    public async Task The_second_and_third_are_the_keys_that_the_device_registered_with()
    {
        var (server, text) = await ShownAsync(DevicePlatform.Chrome);

        Bytes(text, 1).ShouldBe(server.NoiseKey.ToRaw());
        Bytes(text, 2).ShouldBe(server.Payload.DevicePairingData.EIdent.ToByteArray());
    }

    [Fact]
    public async Task The_fourth_is_a_secret_that_no_other_device_has_and_the_server_never_gets()
    {
        var (server, text) = await ShownAsync(DevicePlatform.Chrome);
        var (_, other) = await ShownAsync(DevicePlatform.Chrome, seed: 12);

        byte[] secret = Bytes(text, 3);
        secret.ShouldNotBe(Bytes(other, 3));
        secret.ShouldNotBe(Bytes(text, 1));
        secret.ShouldNotBe(Bytes(text, 2));
        server.Payload.ToByteArray().AsSpan().IndexOf(secret).ShouldBe(-1);
    }

    [Theory]
    [InlineData(DevicePlatform.Chrome, "1")]
    [InlineData(DevicePlatform.Edge, "2")]
    [InlineData(DevicePlatform.Firefox, "3")]
    [InlineData(DevicePlatform.Opera, "5")]
    [InlineData(DevicePlatform.Safari, "6")]
    [InlineData(DevicePlatform.Desktop, "7")]
    public async Task The_fifth_is_the_kind_of_client(DevicePlatform platform, string kind)
    {
        var (_, text) = await ShownAsync(platform);

        Fields(text)[4].ShouldBe(kind);
    }

    private static string[] Fields(string text) => text[Prefix.Length..].Split(',');

    private static byte[] Bytes(string text, int field)
    {
        Fields(text)[field].ShouldMatch(PaddedBase64Of32Bytes);
        return Convert.FromBase64String(Fields(text)[field]);
    }

    private static async Task<(ServerConnection Server, string Text)> ShownAsync(DevicePlatform platform, ulong seed = 11)
    {
        await using var world = new ClientWorld(new ClientOptions { Platform = platform }, seed: seed);
        var server = await world.StartAsync();
        await ClientWorld.OfferAsync(server);
        await world.NextAsync(ConnectionState.AwaitingPairing);
        return (server, (await world.NextAsync<QrIssued>()).Text);
    }
}
