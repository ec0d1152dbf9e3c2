using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Messaging.Inbound;
using Wasilo.WhatsApp.Storage;

namespace Wasilo.WhatsApp.Client;

/// <summary>Messages, receipts and acks go to a worker, so that reading goes on meanwhile.</summary>
internal sealed partial class ConnectionRun
{
    private InboundWorker? _inbound;

    /// <summary>The phone tells the account's name with what it sends; with a name the account can be shown as available.</summary>
    internal async Task AdoptNameAsync(string name)
    {
        if (!string.IsNullOrEmpty(_parts.Keeper.Current.PushName))
            return;
        await _parts.Keeper.CommitAsync(credentials => new StoreDelta { Credentials = credentials with { PushName = name } });
        if (_parts.Options.AnnouncePresence)
            await _login.AnnounceAsync(available: true);
    }

    private async ValueTask HandleMessageAsync(Node stanza)
    {
        if (_inbound is null)
        {
            _inbound = new InboundWorker(_parts.Messages, this);
            Beside(_inbound.RunAsync);
        }

        await _inbound.AddAsync(stanza);
    }

    // A client that has nothing of messages yet needs nothing of them, unless someone keeps them for it.
    private void ResumeMessages()
    {
        if (_parts.HasMessages || _parts.HandOver is not null)
            _parts.Messages.Outbox.Resume();
    }
}
