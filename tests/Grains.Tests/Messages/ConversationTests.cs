using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Wasilo.Grains.Abstractions.Messages;
using Wasilo.Grains.Abstractions.Sessions;
using Wasilo.Grains.Tests.Sessions;
using Wasilo.Grains.Tests.Webhooks;
using Wasilo.Grains.Webhooks;
using Wasilo.Simulator.Phones;
using Wasilo.WhatsApp.Binary;

namespace Wasilo.Grains.Tests.Messages;

/// <summary>Texts between phones of a simulated WhatsApp and a session, with what receivers of webhooks are told of them.</summary>
public sealed class ConversationTests : IAsyncLifetime
{
    private readonly SessionSilo _silo = new();
    private readonly Receiver _receiver = new();
    private readonly CancellationTokenSource _stop = new();
    private Task _dispatching = Task.CompletedTask;

    public async Task InitializeAsync()
    {
        await _receiver.StartAsync();
        await _silo.InitializeAsync();
        _dispatching = Task.Run(() => _silo.Services.GetRequiredService<WebhookDispatcher>().RunAsync(_stop.Token));
    }

    public async Task DisposeAsync()
    {
        await _stop.CancelAsync();
        await _dispatching;
        await _silo.DisposeAsync();
        await _receiver.DisposeAsync();
    }

    [Fact]
    public async Task A_text_from_a_phone_is_kept_and_told()
    {
        var (session, device) = await StartAsync("message", "message.any");
        var bob = _silo.NewPhone();

        var sent = await _silo.Server.Script(bob).SendTextAsync(Account(device), "Grüße 🦜");

        await Eventually.TrueAsync(() => Told("message").Length == 1 && Told("message.any").Length == 1);
        var message = Told("message")[0].GetProperty("payload");
        message.GetProperty("body").GetString().ShouldBe("Grüße 🦜");
        message.GetProperty("id").GetString().ShouldBe($"false_{bob.Number}@c.us_{sent.Id}");
        message.GetProperty("from").GetString().ShouldBe($"{bob.Number}@c.us");
        message.GetProperty("to").GetString().ShouldBe($"{device.Jid.User}@c.us");
        message.GetProperty("fromMe").GetBoolean().ShouldBeFalse();
        message.GetProperty("_data").GetProperty("notifyName").GetString().ShouldBe("Alice");
        var listed = JsonDocument.Parse((await Messages(session).ListMessages($"{bob.Number}@c.us", 10, 0))!.ShouldHaveSingleItem()).RootElement;
        listed.GetProperty("id").GetString().ShouldBe(message.GetProperty("id").GetString());
        (await Messages(session).ListMessages(null, 10, 0))!.Length.ShouldBe(1);
        (await Messages(session).ListMessages("15559999999", 10, 0))!.ShouldBeEmpty();
        var chat = JsonDocument.Parse((await Messages(session).ListChats(10, 0))!.ShouldHaveSingleItem()).RootElement;
        (chat.GetProperty("id").GetString(), chat.GetProperty("name").GetString()).ShouldBe(($"{bob.Number}@c.us", "Alice"));
    }

    [Fact]
    public async Task A_text_that_is_sent_arrives_and_its_ticks_are_told()
    {
        var (session, _) = await StartAsync("message.any", "message.ack");
        var bob = _silo.NewPhone();

        var answer = (await Messages(session).Send(new TextRequest { Chat = bob.Number, Text = "Hello" }))!;

        answer.Refusal.ShouldBeNull(answer.Reason);
        var message = JsonDocument.Parse(answer.Message!).RootElement;
        var phone = _silo.Server.Script(bob);
        await Eventually.TrueAsync(() => phone.Messages.Any(one => one.Text == "Hello"));
        var id = phone.Messages.Single().Id;
        message.GetProperty("id").GetString().ShouldBe($"true_{bob.Number}@c.us_{id}");
        phone.Read(id);

        await Eventually.TrueAsync(() => Told("message.ack").Any(ack => Ack(ack) == 3));
        Told("message.ack").Select(Ack).ShouldBe([1, 2, 3]);
        Told("message.ack").ShouldAllBe(ack => ack.GetProperty("payload").GetProperty("id").GetString() == message.GetProperty("id").GetString());
        Told("message.any").ShouldHaveSingleItem().GetProperty("payload").GetProperty("source").GetString().ShouldBe("api");
        var kept = JsonDocument.Parse((await Messages(session).ListMessages($"{bob.Number}@c.us", 10, 0))!.Single()).RootElement;
        (kept.GetProperty("ack").GetInt32(), kept.GetProperty("ackName").GetString()).ShouldBe((3, "READ"));
    }

    [Fact]
    public async Task An_answer_quotes_what_it_answers_and_reactions_edits_and_deletions_are_told()
    {
        var (session, device) = await StartAsync("*");
        var bob = _silo.NewPhone();
        var phone = _silo.Server.Script(bob);
        var sent = await phone.SendTextAsync(Account(device), "Question");
        await Eventually.TrueAsync(() => Told("message").Length == 1);

        var answer = (await Messages(session).Send(new TextRequest
        {
            Chat = $"{bob.Number}@c.us",
            Text = "Answer",
            ReplyTo = $"false_{bob.Number}@c.us_{sent.Id}",
        }))!;
        answer.Refusal.ShouldBeNull(answer.Reason);
        await Eventually.TrueAsync(() => phone.Messages.Any(one => one.Text == "Answer"));
        phone.Messages.Single(one => one.Text == "Answer").Content.Context.Quoted!.Id.ShouldBe(sent.Id);

        await phone.ReactAsync(sent.Id, "👍");
        await phone.EditAsync(sent.Id, "Better question");
        await phone.RevokeAsync(sent.Id);

        await Eventually.TrueAsync(() => Told("message.revoked").Length == 1);
        Told("message.reaction").Single().GetProperty("payload").GetProperty("reaction").GetProperty("text").GetString().ShouldBe("👍");
        var edited = Told("message.edited").Single().GetProperty("payload");
        (edited.GetProperty("body").GetString(), edited.GetProperty("editedMessageId").GetString()).ShouldBe(("Better question", sent.Id));
        Told("message.revoked").Single().GetProperty("payload").GetProperty("revokedMessageId").GetString().ShouldBe(sent.Id);
    }

    [Theory]
    [InlineData("nobody", "Hello", null)]
    [InlineData("", "Hello", null)]
    [InlineData("15551234567", "", null)]
    [InlineData("15551234567", "Hello", "false_15551234567@c.us_MISSING")]
    [InlineData("status@", "Hello", null)]
    public async Task What_cannot_be_sent_is_refused_and_nothing_is_kept(string chat, string text, string? replyTo)
    {
        var (session, _) = await StartAsync("*");

        var answer = (await Messages(session).Send(new TextRequest { Chat = chat, Text = text, ReplyTo = replyTo }))!;

        (answer.Refusal, answer.Message).ShouldBe((SendRefusal.Invalid, null));
        (await Messages(session).ListMessages(null, 10, 0))!.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_session_that_does_not_work_sends_nothing_and_one_that_is_not_there_answers_nothing()
    {
        var session = await _silo.CreateAsync();

        var answer = (await Messages(session).Send(new TextRequest { Chat = "15551234567", Text = "Hello" }))!;

        (answer.Refusal, answer.Status).ShouldBe((SendRefusal.NotWorking, SessionStatus.Stopped));
        (await _silo.Grains.GetGrain<ISessionMessagesGrain>("ABCDEFGHIJKL").Send(new TextRequest { Chat = "15551234567", Text = "x" })).ShouldBeNull();
        (await _silo.Grains.GetGrain<ISessionMessagesGrain>("ABCDEFGHIJKL").ListChats(1, 0)).ShouldBeNull();
    }

    [Fact]
    public async Task What_a_phone_wrote_while_the_silo_was_away_is_kept_once()
    {
        var (session, device) = await StartAsync("message");
        var bob = _silo.NewPhone();
        var phone = _silo.Server.Script(bob);
        await phone.SendTextAsync(Account(device), "1");
        await Eventually.TrueAsync(() => Told("message").Length == 1);
        await _stop.CancelAsync();
        await _dispatching;
        await _silo.RestartAsync();
        await phone.SendTextAsync(Account(device), "2");

        var again = _silo.Session(session.GetPrimaryKeyString());
        await again.Resume();
        await SessionSilo.BecomesAsync(again, SessionStatus.Working);

        await Eventually.TrueAsync(async () => (await Messages(again).ListMessages(null, 10, 0))!.Length == 2);
        using var stop = new CancellationTokenSource();
        var dispatching = Task.Run(() => _silo.Services.GetRequiredService<WebhookDispatcher>().RunAsync(stop.Token));
        await Eventually.TrueAsync(() => Told("message").Length == 2);
        await stop.CancelAsync();
        await dispatching;
        Told("message").Select(one => one.GetProperty("payload").GetProperty("body").GetString()).ShouldBe(["1", "2"]);
        _silo.Server.Violations.ShouldBeEmpty();
    }

    private async Task<(ISessionGrain Session, Device Device)> StartAsync(params string[] events) =>
        await _silo.CreateWorkingAsync(new SessionConfig { Webhooks = [new WebhookConfig { Url = _receiver.Url, Events = events }] });

    private ISessionMessagesGrain Messages(ISessionGrain session) => _silo.Grains.GetGrain<ISessionMessagesGrain>(session.GetPrimaryKeyString());

    private static Jid Account(Device device) => device.Jid.ToAccount();

    private static int Ack(JsonElement envelope) => envelope.GetProperty("payload").GetProperty("ack").GetInt32();

    private JsonElement[] Told(string name) =>
    [
        .. _receiver.Requests.Select(request => JsonDocument.Parse(request.Body).RootElement).Where(one => one.GetProperty("event").GetString() == name),
    ];
}
