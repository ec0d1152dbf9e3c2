using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Directory;
using Wasilo.WhatsApp.Errors;
using Wasilo.WhatsApp.Tests.Client;

namespace Wasilo.WhatsApp.Tests.Directory;

public sealed class PrivacyTokenTests
{
    private const long Week = 604_800;
    private static readonly Jid Bob = Jid.Parse("15550000002@s.whatsapp.net");
    private static readonly Jid BobLid = Jid.Parse("200000000000002@lid");
    private static readonly byte[] Token = [1, 2, 3];

    [Fact]
    public async Task A_token_that_someone_gave_is_kept_under_its_hidden_id_and_found_by_both_names()
    {
        await using var world = new ClientWorld();
        var server = await world.ConnectAsync();

        server.Send(Notification(1_699_999_000, Token));
        var ack = await server.ReceiveAsync();
        (ack["class"], ack["type"], ack["id"], ack.Jid("to")).ShouldBe(("notification", "privacy_token", "token", Bob));

        (await world.Client.Directory.Tokens.FindAsync(Bob))!.Value.ToArray().ShouldBe(Token);
        (await world.Client.Directory.Tokens.FindAsync(BobLid.WithDevice(2)))!.Value.ToArray().ShouldBe(Token);
        (await world.Store.LoadAppStateAsync($"tctoken/{BobLid}", default)).ShouldNotBeNull();
    }

    [Fact]
    public async Task An_older_token_does_not_replace_a_newer_one()
    {
        await using var world = new ClientWorld();
        var server = await world.ConnectAsync();

        server.Send(Notification(1_699_999_000, Token));
        await server.ReceiveAsync();
        server.Send(Notification(1_699_998_000, [4]));
        await server.ReceiveAsync();

        (await world.Client.Directory.Tokens.FindAsync(Bob))!.Value.ToArray().ShouldBe(Token);
    }

    [Theory]
    [InlineData("other", "1699999000", 3)]
    [InlineData("trusted_contact", "never", 3)]
    [InlineData("trusted_contact", "0", 3)]
    [InlineData("trusted_contact", "1699999000", 0)]
    [InlineData("trusted_contact", "1699999000", PrivacyToken.MaxLength + 1)]
    public async Task What_is_no_token_is_not_kept(string type, string time, int length)
    {
        await using var world = new ClientWorld();
        var server = await world.ConnectAsync();

        server.Send(new Node("notification", [("from", Bob), ("type", "privacy_token"), ("id", "token")], [new Node("tokens", content:
        [
            new Node("token", [("type", type), ("t", time)], new byte[length]),
        ])]));
        await server.ReceiveAsync();

        (await world.Client.Directory.Tokens.FindAsync(Bob)).ShouldBeNull();
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(3 * Week, true)]
    [InlineData(4 * Week, false)]
    public void A_token_is_good_for_its_week_and_the_three_after_it(long later, bool usable)
    {
        var given = DateTimeOffset.FromUnixTimeSeconds(2810 * Week);
        new PrivacyToken(Token, given, null).IsUsable(given.AddSeconds(later)).ShouldBe(usable);
    }

    [Fact]
    public async Task Ours_is_given_once_a_week_after_a_message()
    {
        await using var world = new ClientWorld();
        var server = await world.ConnectAsync();
        var tokens = world.Client.Directory.Tokens;

        var issuing = tokens.IssueIfDueAsync(Bob);
        var request = await server.ExpectAsync("set", "privacy", "tokens");
        request.Child("tokens").ShouldBe(new Node("tokens", content:
        [
            new Node("token", [("jid", Bob), ("t", world.Time.GetUtcNow().ToUnixTimeSeconds()), ("type", "trusted_contact")]),
        ]));
        server.Answer(request, [new Node("tokens", content:
        [
            new Node("token", [("type", "trusted_contact"), ("t", "1699990000")], Token),
        ])]);
        await issuing;

        (await tokens.FindAsync(Bob))!.Value.ToArray().ShouldBe(Token); // theirs came with the answer
        await tokens.IssueIfDueAsync(Bob);
        (await world.PassAsync(server, TimeSpan.FromSeconds(1))).ShouldBeEmpty();
        var record = PrivacyToken.Read((await world.Store.LoadAppStateAsync($"tctoken/{Bob}", default))!.Value);
        record.IsIssueDue(record.Issued!.Value).ShouldBeFalse();
        record.IsIssueDue(record.Issued!.Value.AddDays(7)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_refused_gift_is_due_again()
    {
        await using var world = new ClientWorld();
        var server = await world.ConnectAsync();

        var issuing = world.Client.Directory.Tokens.IssueIfDueAsync(Bob);
        server.Refuse(await server.ExpectAsync("set", "privacy"), 500, "internal-server-error");
        await issuing.ShouldThrowAsync<RequestRefusedException>();

        var again = world.Client.Directory.Tokens.IssueIfDueAsync(Bob);
        server.Answer(await server.ExpectAsync("set", "privacy"));
        await again;
    }

    [Fact]
    public async Task A_contact_with_a_new_identity_gets_ours_anew_if_it_had_one()
    {
        await using var world = new ClientWorld();
        var server = await world.ConnectAsync();
        var issuing = world.Client.Directory.Tokens.IssueIfDueAsync(Bob);
        server.Answer(await server.ExpectAsync("set", "privacy"));
        await issuing;

        server.Send(new Node("notification", [("from", Bob), ("type", "encrypt"), ("id", "identity")], [new Node("identity")]));
        Node[] sent = [await server.ReceiveAsync(), await server.ReceiveAsync()];

        sent.ShouldContain(stanza => stanza.Tag == "ack");
        server.Refuse(sent.Single(stanza => stanza["xmlns"] == "privacy"), 500, "internal-server-error");
        await world.PassAsync(server, TimeSpan.FromSeconds(1)); // the connection stands
    }

    [Theory]
    [InlineData("")]
    [InlineData("02000000000000000000000000000000000A")]
    [InlineData("0100000000")]
    public void A_record_that_cannot_be_read_is_none(string hex) =>
        PrivacyToken.Read(Convert.FromHexString(hex)).ShouldBe(PrivacyToken.None);

    private static Node Notification(long given, byte[] token) => new(
        "notification",
        [("from", Bob), ("sender_lid", BobLid), ("type", "privacy_token"), ("id", "token")],
        [new Node("tokens", content: [new Node("token", [("type", "trusted_contact"), ("jid", Bob), ("t", given)], token)])]);
}
