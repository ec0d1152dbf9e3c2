using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Client;
using Wasilo.WhatsApp.Errors;
using Wasilo.WhatsApp.Storage;

namespace Wasilo.WhatsApp.Messaging.Retries;

/// <summary>Encrypts messages again for devices that couldn't decrypt them: only for the device that asks, and only so often.</summary>
internal sealed class RetryAnswers(MessagePipeline pipeline)
{
    /// <summary>How often one device gets one message again; as Baileys.</summary>
    internal const int MaxAnswers = 5;

    /// <summary>Devices and messages whose counts are kept.</summary>
    internal const int CountsKept = 1000;

    /// <summary>Demands that are worked on at a time; whoever comes beyond that will ask again.</summary>
    internal const int MaxAtOnce = 64;

    private readonly Lock _lock = new();
    private readonly BoundedMap<(Jid Requester, string Id), Answered> _answered = new(CountsKept);
    private int _underWay;

    /// <summary>What is remembered of a device's session, to see whether it gets anywhere.</summary>
    internal ResendHistory History { get; } = new();

    /// <summary>Sends a message again if it may, and acknowledges the receipt in any case.</summary>
    internal async Task AnswerAsync(Node receipt, IServer server)
    {
        if (RetryDemand.Read(receipt) is { } demand && TryBegin(demand))
        {
            try
            {
                if (await FindAsync(demand) is { } message)
                    await ResendAsync(demand, message);
            }
            catch (Exception e) when (
                e is SignalException or SendException or MessageException or RequestException and not NotConnectedException)
            {
                // It can't be had again, or not now. The device asks again or gives up.
            }
            finally
            {
                Interlocked.Decrement(ref _underWay);
            }
        }

        await server.SendAsync(Ack.Of(receipt));
    }

    private bool TryBegin(RetryDemand demand)
    {
        lock (_lock)
        {
            if (_underWay >= MaxAtOnce)
                return false;
            var key = (demand.Requester, demand.Id);
            _answered.TryGet(key, out var answered);
            if (answered.Times >= MaxAnswers)
                return false;
            _answered.Set(key, new Answered(answered.Times + 1));
            _underWay++;
            return true;
        }
    }

    // A message is given to nobody but those it was sent to, whoever knows its id.
    private async Task<OutgoingMessage?> FindAsync(RetryDemand demand)
    {
        if (await pipeline.HandOver.FindOutgoingAsync(demand.Id, CancellationToken.None) is not { Message: var message })
            return null;
        var me = pipeline.Me;
        if (message.From != me.Id)
            return null;
        if (demand.Participant is null)
        {
            bool isOwn = me.IsMe(demand.From);
            return isOwn || await IsSameAccountAsync(demand.From, message.Chat) ? message : null;
        }

        if (demand.From.ToAccount() != message.Chat)
            return null;
        if (message.Chat.Kind != JidKind.Group || me.IsMe(demand.Participant))
            return message; // of a status: whoever has its ciphertext was in its audience
        var group = await pipeline.Parts.Directory.Groups.FindAsync(message.Chat);
        foreach (var member in group.Participants)
        {
            if (await IsSameAccountAsync(demand.Participant, member.Id))
                return message;
        }

        return null;
    }

    private async ValueTask<bool> IsSameAccountAsync(Jid device, Jid account)
    {
        var lids = pipeline.Parts.Directory.Lids;
        return device.User == account.User && device.Kind == account.Kind
            || (await lids.LidOfAsync(device) is { } lid && lid == await lids.LidOfAsync(account));
    }

    private async Task ResendAsync(RetryDemand demand, OutgoingMessage message)
    {
        var resend = new Resend(pipeline, demand, message);
        pipeline.Outbox.Add(resend);
        await resend.Completion.Task;
    }

    private readonly record struct Answered(int Times);
}
