using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Client;
using Wasilo.WhatsApp.Events;
using Wasilo.WhatsApp.Messages;
using Wasilo.WhatsApp.Messaging.Outbound;
using Wasilo.WhatsApp.Storage;

namespace Wasilo.WhatsApp.Messaging.Retries;

/// <summary>Asks the account's phone for messages that this device can't decrypt: at once, or if their sender takes too long.</summary>
internal sealed class PhoneRequests(MessagePipeline pipeline)
{
    /// <summary>How long the sender has to encrypt a message again before the phone is asked; as whatsmeow.</summary>
    internal static readonly TimeSpan Delay = TimeSpan.FromSeconds(5);

    /// <summary>Messages that are asked for at a time, or are about to be. Of more, the sender alone is asked.</summary>
    internal const int Limit = 256;

    private readonly Lock _lock = new();
    private readonly BoundedMap<MessageKey, Request> _requests = new(Limit);

    /// <summary>Whether no message is asked for, or about to be.</summary>
    internal bool IsEmpty
    {
        get
        {
            lock (_lock)
                return _requests.Count == 0;
        }
    }

    /// <summary>Asks for a message in a while, unless it arrives before.</summary>
    internal void Plan(MessageSource source, bool atOnce)
    {
        var request = new Request(this, source);
        lock (_lock)
        {
            if (_requests.TryGet(source.Key, out _))
                return;
            if (_requests.Count >= Limit)
                return;
            _requests.Set(source.Key, request);
        }

        if (atOnce)
            request.OnDue();
        else
            pipeline.Parts.Wheel.Arm(request, Delay);
    }

    /// <summary>The message has arrived.</summary>
    internal void Forget(MessageKey key)
    {
        Request? request;
        lock (_lock)
        {
            _requests.TryGet(key, out request);
            _requests.Remove(key);
        }

        if (request is not null)
            pipeline.Parts.Wheel.Disarm(request);
    }

    /// <summary>Where a message comes from that was asked for; null if none was.</summary>
    internal MessageSource? Find(string id, Jid chat)
    {
        lock (_lock)
        {
            return _requests.Values
                .Select(request => request.Source)
                .FirstOrDefault(source => source.Id == id && source.Chat == chat.ToAccount());
        }
    }

    internal void Cancel()
    {
        List<MessageSource> sources;
        lock (_lock)
            sources = [.. _requests.Values.Select(request => request.Source)];
        foreach (var source in sources)
            Forget(source.Key);
    }

    private void Ask(MessageSource source) => _ = AskAsync(source);

    private async Task AskAsync(MessageSource source)
    {
        var reference = new MessageReference(source.Chat, source.Id, source.IsFromMe, source.IsGroup ? source.Sender.ToAccount() : null);
        string id = MessageIds.Next(pipeline.Me.Id!, pipeline.Parts.Time, pipeline.Parts.Random);
        var message = new PeerMessage(pipeline, id, PeerRequests.ResendMessages([reference]));
        pipeline.Outbox.Add(message);
        try
        {
            await message.Completion.Task;
        }
        catch (Exception)
        {
            // Whatever stopped it has ended the connection, or will; and the sender was asked too.
        }
        finally
        {
            Expire(source.Key);
        }
    }

    // Once the phone was asked nothing more can be done; the place is kept for a while, so that its answer finds the message's source.
    private void Expire(MessageKey key)
    {
        lock (_lock)
        {
            if (_requests.TryGet(key, out var request))
            {
                request.IsAsked = true;
                pipeline.Parts.Wheel.Arm(request, TimeSpan.FromMinutes(1));
            }
        }
    }

    private sealed class Request(PhoneRequests requests, MessageSource source) : WheelTimer
    {
        internal MessageSource Source { get; } = source;

        internal bool IsAsked { get; set; }

        internal override void OnDue()
        {
            if (IsAsked)
                requests.Forget(Source.Key);
            else
                requests.Ask(Source);
        }
    }
}
