using System.Buffers;
using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Client;
using Wasilo.WhatsApp.Errors;
using Wasilo.WhatsApp.Signal;
using Wasilo.WhatsApp.Storage;

namespace Wasilo.WhatsApp.Messaging.Outbound;

/// <summary>Encrypts and sends, one batch after another: many messages share one unit of work and one commit.</summary>
/// <remarks>
/// What needs an answer of the server first is held back, and with it everything behind it that goes to the same place; the rest overtakes
/// it. A stanza is written after the commit, in the order of the commits. Lost with its connection, it is written again on the next one.
/// </remarks>
internal sealed class Outbox(MessagePipeline pipeline)
{
    /// <summary>Messages in one commit.</summary>
    internal const int BatchSize = 64;

    private readonly Lock _lock = new();
    private readonly LinkedList<OutgoingItem> _queue = [];
    private readonly Dictionary<Jid, Queue<OutgoingItem>> _held = [];
    private bool _isRunning;
    private bool _isPendingLoaded;
    private bool _resume;

    internal void Add(OutgoingItem item)
    {
        lock (_lock)
        {
            if (_held.TryGetValue(item.Lane, out var behind))
            {
                behind.Enqueue(item);
                return;
            }

            _queue.AddLast(item);
        }

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
        List<OutgoingItem> waiting;
        lock (_lock)
        {
            waiting = [.. _queue, .. _held.Values.SelectMany(behind => behind)];
            _queue.Clear();
            foreach (var behind in _held.Values)
                behind.Clear();
            _isPendingLoaded = false;
        }

        foreach (var item in waiting)
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
                foreach (var item in batch.Where(item => !item.IsHeld))
                    item.Fail(e);
                lock (_lock)
                {
                    _resume = false; // the next connection begins anew,
                    _isPendingLoaded = false; // with what turns out to have been taken
                }

                pipeline.Fail(e);
            }

            batch.Clear();
        }
    }

    private bool TryTake(List<OutgoingItem> batch)
    {
        lock (_lock)
        {
            while (batch.Count < BatchSize && _queue.First is { } first)
            {
                _queue.RemoveFirst();
                first.Value.IsHeld = false;
                batch.Add(first.Value);
            }

            _isRunning = batch.Count > 0 || _resume;
            return _isRunning;
        }
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
                pipeline.Pending.Add(message, [], null, MessagePipeline.SendDeadline);
        }

        _isPendingLoaded = true;
    }

    private async Task SendAsync(List<OutgoingItem> batch)
    {
        var ready = new List<OutgoingItem>(batch.Count);
        foreach (var item in batch)
        {
            if (TryHoldBehind(item))
                continue;
            var preparing = item.PrepareAsync();
            if (preparing.IsCompletedSuccessfully)
                ready.Add(item);
            else
                Hold(item, preparing);
        }

        var written = ready.Count == 0 ? [] : await pipeline.Turn.RunAsync(transaction => EncryptAsync(transaction, ready));
        await WriteAsync(written);
    }

    private async Task<List<ReadyStanza>> EncryptAsync(SignalTransaction transaction, List<OutgoingItem> ready)
    {
        var stanzas = new List<ReadyStanza>(ready.Count);
        foreach (var item in ready)
        {
            if (TryHoldBehind(item))
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

        var now = pipeline.Parts.Time.GetUtcNow();
        var delta = transaction.ToDelta();
        var messages = new List<OutgoingMessage>(stanzas.Count);
        foreach (var stanza in stanzas)
        {
            if (stanza.Message.Plaintext is { } plaintext)
                messages.Add(new OutgoingMessage(stanza.Item.Id, pipeline.Me.Id!, stanza.Message.Chat, plaintext, stanza.Bytes, now));
        }

        if (delta.IsEmpty && messages.Count == 0)
            return stanzas;
        await pipeline.HandOver.TakeOutgoingAsync(new OutgoingBatch(delta, messages), pipeline.Parts.Keeper.Epoch);
        transaction.Commit();
        int next = 0;
        foreach (var stanza in stanzas)
        {
            if (stanza.Message.Plaintext is not null)
                pipeline.Pending.Add(messages[next++], stanza.Message.Devices, stanza.Item.Completion, MessagePipeline.SendDeadline);
        }

        return stanzas;
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
                if (!resume || stanza.Message.Plaintext is null)
                    await pipeline.Parts.Server.SendAsync(stanza.Bytes);
            }
        }
        catch (NotConnectedException)
        {
            // What is pending is sent on the next connection; what isn't is asked for again.
        }

        foreach (var stanza in stanzas)
        {
            if (stanza.Message.Plaintext is null)
                stanza.Item.Completion.TrySetResult(new SentMessage(stanza.Item.Id, stanza.Message.Chat, pipeline.Parts.Time.GetUtcNow()));
        }
    }

    private bool TryHoldBehind(OutgoingItem item)
    {
        lock (_lock)
        {
            if (!_held.TryGetValue(item.Lane, out var behind))
                return false;
            item.IsHeld = true;
            behind.Enqueue(item);
            return true;
        }
    }

    private void Hold(OutgoingItem item, Task preparing) => Hold(item, () => preparing);

    private void Hold(OutgoingItem item, Func<Task> prepare)
    {
        item.IsHeld = true;
        lock (_lock)
            _held.Add(item.Lane, new Queue<OutgoingItem>());
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

        lock (_lock)
        {
            _held.Remove(item.Lane, out var behind);
            foreach (var next in behind!.Reverse())
                _queue.AddFirst(next);
            if (isReady)
                _queue.AddFirst(item);
        }

        Run();
    }

    private static byte[] Encode(Node stanza)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        NodeWriter.Write(stanza, buffer);
        return buffer.WrittenSpan.ToArray();
    }

    private readonly record struct ReadyStanza(OutgoingItem Item, Sealed Message, byte[] Bytes);
}
