using System.Buffers;
using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Errors;
using Wasilo.WhatsApp.Signal;
using Wasilo.WhatsApp.Storage;

namespace Wasilo.WhatsApp.Messaging.Outbound;

/// <summary>Encrypts and sends, one batch after another: many messages share one unit of work and one commit.</summary>
/// <remarks>
/// A stanza is written after its commit, in the order of the commits. Lost with its connection, it is written again on the next one.
/// </remarks>
internal sealed class Outbox(MessagePipeline pipeline)
{
    /// <summary>Messages in one commit.</summary>
    internal const int BatchSize = 64;

    private readonly Lock _lock = new();
    private readonly Lanes _lanes = new();
    private bool _isRunning;
    private bool _isPendingLoaded;
    private bool _resume;

    internal void Add(OutgoingItem item)
    {
        _lanes.Add(item);
        Run();
    }

    /// <summary>There is a new connection: what is pending is sent again, before anything else.</summary>
    internal void Resume()
    {
        lock (_lock)
            _resume = true;
        Run();
    }

    /// <summary>Nothing is sent any more of what waits here.</summary>
    internal void Cancel()
    {
        lock (_lock)
            _isPendingLoaded = false;
        foreach (var item in _lanes.Clear())
            item.Fail(new SendCancelledException(item.Id));
        pipeline.Pending.Cancel();
    }

    private void Run()
    {
        lock (_lock)
        {
            if (_isRunning)
                return;
            _isRunning = true;
        }

        _ = RunAsync();
    }

    private async Task RunAsync()
    {
        await Task.Yield(); // whoever gave the first item goes on, and may give more
        var batch = new List<OutgoingItem>();
        while (TryTake(batch))
        {
            try
            {
                await LoadPendingAsync();
                await SendAsync(batch);
            }
            catch (Exception e)
            {
                Fail(batch, e);
            }

            batch.Clear();
        }
    }

    private bool TryTake(List<OutgoingItem> batch)
    {
        lock (_lock)
        {
            _lanes.Take(batch, BatchSize);
            _isRunning = batch.Count > 0 || _resume;
            return _isRunning;
        }
    }

    // Nobody knows what of it is stored. The next connection begins with what turns out to be.
    private void Fail(List<OutgoingItem> batch, Exception exception)
    {
        lock (_lock)
        {
            _resume = false;
            _isPendingLoaded = false;
        }

        foreach (var item in batch)
        {
            if (!item.IsHeld)
                item.Fail(exception);
        }

        pipeline.Fail(exception);
    }

    // What an earlier process left. Those of another device are no longer ours to send.
    private async Task LoadPendingAsync()
    {
        if (_isPendingLoaded)
            return;
        var me = pipeline.Me.Id;
        foreach (var message in await pipeline.HandOver.LoadPendingAsync(CancellationToken.None))
        {
            if (message.From == me && pipeline.Pending.Find(message.Id) is null)
                pipeline.Pending.Add(new PendingSend(message, null));
        }

        _isPendingLoaded = true;
    }

    private async Task SendAsync(List<OutgoingItem> batch)
    {
        var ready = new List<OutgoingItem>(batch.Count);
        foreach (var item in batch)
        {
            if (_lanes.TryHoldBehind(item))
                continue;
            var preparing = item.PrepareAsync();
            if (preparing.IsCompletedSuccessfully)
                ready.Add(item);
            else
                Hold(item, () => preparing);
        }

        await WriteAsync(ready.Count == 0 ? [] : await pipeline.Turn.RunAsync(transaction => EncryptAsync(transaction, ready)));
    }

    private async Task<List<ReadyStanza>> EncryptAsync(SignalTransaction transaction, List<OutgoingItem> ready)
    {
        var stanzas = new List<ReadyStanza>(ready.Count);
        foreach (var item in ready)
        {
            if (_lanes.TryHoldBehind(item))
                continue;
            try
            {
                if (await item.EncryptAsync(transaction) is { } message)
                    stanzas.Add(new ReadyStanza(item, message, Encode(message.Stanza)));
                else
                    Hold(item, item.FetchAsync);
            }
            catch (WhatsAppException e)
            {
                item.Fail(e); // the others go on; a key that it used up is a gap that receivers don't mind
            }
        }

        await CommitAsync(transaction, stanzas);
        return stanzas;
    }

    private async Task CommitAsync(SignalTransaction transaction, List<ReadyStanza> stanzas)
    {
        var delta = transaction.ToDelta();
        var kept = stanzas.Where(stanza => stanza.IsKept).ToList();
        if (delta.IsEmpty && kept.Count == 0)
            return;
        var now = pipeline.Parts.Time.GetUtcNow();
        var messages = kept.ConvertAll(stanza => new OutgoingMessage(
            stanza.Item.Id, pipeline.Me.Id!, stanza.Message.Chat, stanza.Message.Plaintext!.Value, stanza.Bytes, now));
        await pipeline.HandOver.TakeOutgoingAsync(new OutgoingBatch(delta, messages), pipeline.Parts.Keeper.Epoch);
        transaction.Commit();
        foreach (var (message, stanza) in messages.Zip(kept))
        {
            pipeline.Pending.Add(new PendingSend(message, stanza.Item.Completion)
            {
                Devices = stanza.Message.Devices,
                IsForUsers = stanza.Message.IsForUsers,
            });
        }
    }

    private async Task WriteAsync(List<ReadyStanza> stanzas)
    {
        bool resume;
        lock (_lock)
        {
            resume = _resume;
            _resume = false;
        }

        try
        {
            foreach (var pending in resume ? pipeline.Pending.InOrder : [])
                await pipeline.Parts.Server.SendAsync(pending.Message.Stanza);
            foreach (var stanza in stanzas)
            {
                if (!resume || !stanza.IsKept)
                    await pipeline.Parts.Server.SendAsync(stanza.Bytes);
            }
        }
        catch (NotConnectedException)
        {
            // What is pending is sent on the next connection; what isn't is asked for again.
        }

        foreach (var stanza in stanzas)
        {
            if (!stanza.IsKept)
                stanza.Item.Completion.TrySetResult(new SentMessage(stanza.Item.Id, stanza.Message.Chat, pipeline.Parts.Time.GetUtcNow()));
        }
    }

    private void Hold(OutgoingItem item, Func<Task> prepare)
    {
        _lanes.Hold(item);
        _ = ReleaseAsync(item, prepare);
    }

    private async Task ReleaseAsync(OutgoingItem item, Func<Task> prepare)
    {
        await Task.Yield(); // whoever has the turn keeps it for itself
        bool isReady = true;
        try
        {
            await prepare();
        }
        catch (Exception e)
        {
            item.Fail(e);
            isReady = false;
        }

        _lanes.Release(item, isReady);
        Run();
    }

    private static byte[] Encode(Node stanza)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        NodeWriter.Write(stanza, buffer);
        return buffer.WrittenSpan.ToArray();
    }

    private readonly record struct ReadyStanza(OutgoingItem Item, Sealed Message, byte[] Bytes)
    {
        /// <summary>Whether it is kept until the server has confirmed it, and for those who can't decrypt it.</summary>
        internal bool IsKept => Message.Plaintext is not null;
    }
}
