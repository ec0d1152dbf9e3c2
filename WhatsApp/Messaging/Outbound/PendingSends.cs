using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Client;
using Wasilo.WhatsApp.Errors;
using Wasilo.WhatsApp.Storage;

namespace Wasilo.WhatsApp.Messaging.Outbound;

/// <summary>Messages that were encrypted and that the server hasn't confirmed yet; they are sent again on the next connection.</summary>
internal sealed class PendingSends(TimerWheel wheel)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, PendingSend> _byId = [];
    private long _lastNumber;

    /// <summary>All of them, in the order in which they were encrypted.</summary>
    internal IReadOnlyList<PendingSend> InOrder
    {
        get
        {
            lock (_lock)
                return [.. _byId.Values.OrderBy(pending => pending.Number)];
        }
    }

    internal int Count
    {
        get
        {
            lock (_lock)
                return _byId.Count;
        }
    }

    /// <summary>A message whose stanza is about to be sent; the deadline counts from now.</summary>
    internal void Add(PendingSend pending)
    {
        lock (_lock)
        {
            pending.Owner = this;
            pending.Number = ++_lastNumber;
            if (_byId.Remove(pending.Message.Id, out var former))
                wheel.Disarm(former);
            _byId.Add(pending.Message.Id, pending);
        }

        wheel.Arm(pending, MessagePipeline.SendDeadline);
    }

    internal PendingSend? Find(string id)
    {
        lock (_lock)
            return _byId.GetValueOrDefault(id);
    }

    /// <summary>The server has answered, and the answer is durable.</summary>
    internal void Settle(Settlement settlement)
    {
        if (Take(settlement.Id) is not { } pending)
            return;
        if (settlement.Error is { } code)
            pending.Waiting?.TrySetException(new MessageRefusedException(settlement.Id, code));
        else
            pending.Waiting?.TrySetResult(Sent(pending.Message, settlement.At));
    }

    /// <summary>What its sender gets to know.</summary>
    internal static SentMessage Sent(OutgoingMessage message, DateTimeOffset at) =>
        new(message.Id, message.Chat, at) { Bytes = message.Plaintext };

    /// <summary>Nothing of them is sent any more.</summary>
    internal void Cancel()
    {
        foreach (var pending in InOrder)
        {
            if (Take(pending.Message.Id) is not null)
                pending.Waiting?.TrySetException(new SendCancelledException(pending.Message.Id));
        }
    }

    internal PendingSend? Take(string id)
    {
        PendingSend? pending;
        lock (_lock)
            _byId.Remove(id, out pending);
        if (pending is not null)
            wheel.Disarm(pending);
        return pending;
    }
}

/// <summary>A message that the server hasn't confirmed yet.</summary>
/// <param name="message">The message.</param>
/// <param name="waiting">Who waits; null for what an earlier process left.</param>
internal sealed class PendingSend(OutgoingMessage message, TaskCompletionSource<SentMessage>? waiting) : WheelTimer
{
    internal OutgoingMessage Message { get; } = message;

    internal TaskCompletionSource<SentMessage>? Waiting { get; } = waiting;

    /// <summary>The devices for which it was encrypted; none if an earlier process did it.</summary>
    internal IReadOnlyList<Jid> Devices { get; init; } = [];

    /// <summary>Whether it is a user's message, and not one of the client to its own phone.</summary>
    internal bool IsForUsers { get; init; } = true;

    /// <summary>Where it is pending.</summary>
    internal PendingSends? Owner { get; set; }

    /// <summary>Grows from one to the next.</summary>
    internal long Number { get; set; }

    internal override void OnDue()
    {
        if (Owner?.Find(Message.Id) == this && Owner.Take(Message.Id) is not null)
            Waiting?.TrySetException(new SendTimeoutException(Message.Id, MessagePipeline.SendDeadline));
    }
}
