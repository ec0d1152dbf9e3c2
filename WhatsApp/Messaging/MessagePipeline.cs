using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Client;
using Wasilo.WhatsApp.Messaging.Inbound;
using Wasilo.WhatsApp.Messaging.Outbound;
using Wasilo.WhatsApp.Messaging.Retries;
using Wasilo.WhatsApp.Storage;

namespace Wasilo.WhatsApp.Messaging;

/// <summary>What a client's messages have in common, over all its connections. Made when the first message comes or goes.</summary>
internal sealed class MessagePipeline : IDisposable
{
    /// <summary>How long the server's confirmation is waited for, over as many connections as it takes; as whatsmeow.</summary>
    internal static readonly TimeSpan SendDeadline = TimeSpan.FromSeconds(75);

    /// <summary>How long a device for which the server had no keys is left out.</summary>
    private static readonly TimeSpan WithoutKeysFor = TimeSpan.FromMinutes(10);

    private readonly BoundedMap<Jid, long> _withoutKeys = new(1000);

    internal MessagePipeline(ClientParts parts)
    {
        Parts = parts;
        HandOver = parts.HandOver ?? new StoreHandOver(parts.Keeper.Store);
        Turn = new SignalTurn(parts);
        Addresses = new Addresses(parts.Directory.Lids);
        Pending = new PendingSends(parts.Wheel);
        Outbox = new Outbox(this);
        Sender = new MessageSender(this);
        RetryRequests = new RetryRequests(this);
        RetryAnswers = new RetryAnswers(this);
        PhoneRequests = new PhoneRequests(this);
    }

    internal ClientParts Parts { get; }

    internal IMessageHandOver HandOver { get; }

    internal SignalTurn Turn { get; }

    internal Addresses Addresses { get; }

    internal PendingSends Pending { get; }

    internal Outbox Outbox { get; }

    internal MessageSender Sender { get; }

    internal RetryRequests RetryRequests { get; }

    internal RetryAnswers RetryAnswers { get; }

    internal PhoneRequests PhoneRequests { get; }

    /// <summary>The device.</summary>
    internal Credentials Me => Parts.Keeper.Current;

    /// <summary>Under which address this device's own sender keys are kept, however a group is addressed.</summary>
    internal SignalAddress SenderKeyAddress => SignalAddress.Of(Me.In(JidKind.Lid));

    public void Dispose()
    {
        Sender.Dispose();
        Turn.Dispose();
    }

    /// <summary>Nobody knows what is stored after a failure: the connection ends, and the next one begins with what is.</summary>
    internal void Fail(Exception exception)
    {
        Parts.Directory.Lids.Clear();
        Parts.Server.Connection?.End(ConnectionEnd.Of(exception));
    }

    /// <summary>Runs something beside the current connection's reading; not at all if there is none.</summary>
    internal void Beside(Func<Task> work) => Parts.Server.Connection?.Beside(work);

    /// <summary>The server had other recipients in mind: who they are is asked anew.</summary>
    internal async Task ForgetDevicesAsync(PendingSendHash deviation)
    {
        if (deviation.Chat.Kind == JidKind.Group)
            Parts.Directory.Groups.Forget(deviation.Chat);
        await Parts.Directory.Devices.ForgetAsync(deviation.Devices);
    }

    /// <summary>The server has no keys of a device.</summary>
    internal void NoteWithoutKeys(Jid device)
    {
        lock (_withoutKeys)
            _withoutKeys.Set(device, Parts.Time.GetTimestamp());
    }

    /// <summary>Whether the server had no keys of a device a while ago.</summary>
    internal bool IsWithoutKeys(Jid device)
    {
        lock (_withoutKeys)
            return _withoutKeys.Count > 0 && _withoutKeys.TryGet(device, out long at) && Parts.Time.GetElapsedTime(at) < WithoutKeysFor;
    }

    /// <summary>The device is no longer the account's, or the client is disposed of.</summary>
    internal async Task ForgetAsync()
    {
        Outbox.Cancel();
        PhoneRequests.Cancel();
        await Turn.ForgetAsync();
    }
}
