using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Errors;
using Wasilo.WhatsApp.Messages;
using Wasilo.WhatsApp.Proto;
using Wasilo.WhatsApp.Storage;

namespace Wasilo.WhatsApp.Messaging.Outbound;

/// <summary>Sends messages of the client's user: once for each key, and not more at a time than the server can answer.</summary>
internal sealed class MessageSender(MessagePipeline pipeline) : IDisposable
{
    /// <summary>Messages that may be under way; whoever comes beyond that waits.</summary>
    internal const int Limit = 1000;

    private readonly SemaphoreSlim _room = new(Limit, Limit);
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Task<SentMessage>> _byId = [];

    internal Task<SentMessage> SendAsync(Jid chat, MessageContent content, IReadOnlyList<Jid>? viewers, SendOptions options)
    {
        _ = pipeline.Parts.Server.Ended; // throws if there is no connection: nothing is taken that can't be sent
        var me = pipeline.Me.Id!;
        string? id = options.Id ?? (options.IdempotencyKey is { } key ? MessageIds.FromKey(me, key) : null);
        if (id is null)
        {
            id = MessageIds.Next(me, pipeline.Parts.Time, pipeline.Parts.Random);
            return SendNewAsync(id, chat, Write(content), viewers);
        }

        lock (_lock)
        {
            if (_byId.TryGetValue(id, out var underWay))
                return underWay;
            var sending = SendOnceAsync(id, chat, content, viewers);
            if (!sending.IsCompleted)
                _byId.Add(id, sending);
            return sending;
        }
    }

    /// <summary>Sends a message to the account's own phone that no user sees.</summary>
    internal Task<SentMessage> SendToPhoneAsync(Message message)
    {
        _ = pipeline.Parts.Server.Ended;
        string id = MessageIds.Next(pipeline.Me.Id!, pipeline.Parts.Time, pipeline.Parts.Random);
        var item = new PeerMessage(pipeline, id, message);
        pipeline.Outbox.Add(item);
        return item.Completion.Task;
    }

    public void Dispose() => _room.Dispose();

    private Message Write(MessageContent content) => new MessageWriter(pipeline.Parts.Random, pipeline.Parts.Time).Write(content);

    private async Task<SentMessage> SendOnceAsync(string id, Jid chat, MessageContent content, IReadOnlyList<Jid>? viewers)
    {
        await Task.Yield(); // whoever called holds the lock
        try
        {
            var record = await pipeline.HandOver.FindOutgoingAsync(id, CancellationToken.None);
            if (record is null || record.Message.From != pipeline.Me.Id || record.Settlement is { Error: not null })
                return await SendNewAsync(id, chat, Write(content), viewers);
            if (record.Settlement is { } settlement)
                return Known(record.Message, settlement.At);
            return await SendAgainAsync(record.Message);
        }
        finally
        {
            lock (_lock)
                _byId.Remove(id);
        }
    }

    private async Task<SentMessage> SendNewAsync(string id, Jid chat, Message message, IReadOnlyList<Jid>? viewers)
    {
        await _room.WaitAsync();
        try
        {
            OutgoingItem item = chat.Kind is JidKind.Group or JidKind.Status
                ? new GroupMessage(pipeline, id, chat, message, viewers)
                : new DirectMessage(pipeline, id, chat, message);
            pipeline.Outbox.Add(item);
            var sent = await item.Completion.Task;
            if (item is DirectMessage && !pipeline.Me.IsMe(sent.Chat))
                pipeline.Beside(() => IssueTokenAsync(sent.Chat));
            return sent;
        }
        finally
        {
            _room.Release();
        }
    }

    // It was encrypted before, and the server hasn't confirmed it: the same stanza goes out again.
    private async Task<SentMessage> SendAgainAsync(OutgoingMessage message)
    {
        var waiting = pipeline.Pending.Find(message.Id)?.Waiting;
        if (waiting is null)
        {
            waiting = new TaskCompletionSource<SentMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
            pipeline.Pending.Add(new PendingSend(message, waiting));
            pipeline.Outbox.Resume();
        }

        return await waiting.Task;
    }

    private static SentMessage Known(OutgoingMessage message, DateTimeOffset at) => PendingSends.Sent(message, at);

    private async Task IssueTokenAsync(Jid chat)
    {
        try
        {
            await pipeline.Parts.Directory.Tokens.IssueIfDueAsync(chat);
        }
        catch (Exception e) when (e is RequestRefusedException or RequestTimeoutException or UnexpectedAnswerException)
        {
            // It is due again with the next message.
        }
    }
}
