using Wasilo.Simulator.Routing;
using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Errors;
using Wasilo.WhatsApp.Messages;

namespace Wasilo.Simulator.Primary;

/// <summary>What comes for a phone.</summary>
internal sealed class PrimaryInbox(PrimaryDevice primary)
{
    private readonly PrimaryDecryption _decryption = new(primary);
    private readonly PrimaryReceipts _receipts = new(primary);
    private readonly PrimaryResends _resends = new(primary);
    private readonly PeerAnswers _peers = new(primary);

    public Task TakeAsync(Node stanza) => GuardAsync($"<{stanza.Tag} id='{stanza["id"]}'>", () => stanza.Tag switch
    {
        "message" => TakeMessageAsync(stanza),
        "receipt" => TakeReceiptAsync(stanza),
        "call" => TakeCall(stanza),
        _ => Task.CompletedTask,
    });

    /// <summary>Does something about what clients sent. Nothing of that may stop the phone; what is wrong with it is on record.</summary>
    public async Task GuardAsync(string what, Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Errors.MessageRefusedException refused) when (primary.Server.Courier.Find(Jid.Parse(refused.To)) is null)
        {
            // Unlinked before the phone had told it everything: nobody's fault.
        }
        catch (Exception e) when (e is WhatsAppException or Errors.SimulatorException or ArgumentException or FormatException)
        {
            primary.Server.Violations.Record(primary.Self, $"the phone can't deal with {what}: {e.GetType().Name}: {e.Message}");
        }
    }

    private async Task TakeMessageAsync(Node stanza)
    {
        if (primary.Server.Courier.Find(stanza.Jid("participant") ?? stanza.Jid("from")) is not { } sender)
            return; // unlinked meanwhile
        var read = await _decryption.ReadAsync(stanza, sender);
        if (read.Failure is { } failure)
        {
            _receipts.AskAgain(stanza, failure);
            return;
        }

        foreach (var message in read.Messages)
            await TakeAsync(stanza, sender, message);
        _receipts.Confirm(stanza, sender);
    }

    private async Task TakeAsync(Node stanza, Party sender, DecodedMessage message)
    {
        var isOwn = sender.Phone == primary.Phone;
        if (isOwn && await _peers.TryAnswerAsync(stanza, sender, message))
            return;
        if (message.Content is null)
            return;
        var from = stanza.Jid("from")!;
        var isLid = (stanza.Jid("participant") ?? from).Kind == JidKind.Lid;
        var inGroup = from.Kind is JidKind.Group or JidKind.Status;
        var chat = inGroup ? from : isOwn ? stanza.Jid("recipient") ?? message.SentTo ?? from : from;
        var logged = new LoggedMessage(
            stanza["id"]!, chat.ToAccount(), sender.Phone.In(isLid), isOwn, stanza["notify"] ?? sender.Phone.Name,
            DateTimeOffset.FromUnixTimeSeconds(Times.Seconds(stanza["t"])), message.Message, message.Content, message.Secret);
        primary.Log.Add(logged);
        if (primary.Echoes && !isOwn && !inGroup && message.Content is TextContent text)
            await primary.Outbox.SendAsync(logged.Chat, primary.Writer.Write(new TextContent(text.Text)));
    }

    private async Task TakeReceiptAsync(Node stanza)
    {
        if (stanza.Jid("from") is not { } from || stanza["id"] is not { } id)
            return;
        var reader = stanza.Jid("participant") ?? from;
        primary.News.Add(new PhoneReceipt(
            id, from.ToAccount(), reader, stanza["type"] ?? "delivered", primary.Server.Time.GetUtcNow()));
        if (stanza["type"] == "retry" && primary.Server.Courier.Find(reader) is { } asking)
            await _resends.SendAgainAsync(stanza, asking, from, id);
    }

    private Task TakeCall(Node stanza)
    {
        if (stanza.Jid("from") is { } from && stanza.Children is [var about, ..])
        {
            primary.News.Add(new PhoneCall(
                about["call-id"] ?? "", from, about.Tag, about.Child("video") is not null, primary.Server.Time.GetUtcNow()));
        }

        return Task.CompletedTask;
    }
}
