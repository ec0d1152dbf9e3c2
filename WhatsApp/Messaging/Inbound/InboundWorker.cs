using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Client;
using Wasilo.WhatsApp.Messages;

namespace Wasilo.WhatsApp.Messaging.Inbound;

/// <summary>Takes messages, receipts and acks of one connection in batches: each is made durable, then reported, then answered.</summary>
/// <remarks>It asks the server nothing, because the answer might wait behind what waits for it.</remarks>
internal sealed class InboundWorker(MessagePipeline pipeline, ConnectionRun connection)
{
    private readonly Inbox _inbox = new();
    private readonly List<Node> _batch = [];

    /// <summary>Completes once there is room for it.</summary>
    internal ValueTask AddAsync(Node stanza) => _inbox.AddAsync(stanza, connection.Ended);

    /// <summary>Runs until the connection ends. What it throws ends it; what wasn't acknowledged by then is delivered again.</summary>
    internal async Task RunAsync()
    {
        while (true)
        {
            await _inbox.WaitAsync(connection.Ended);
            await pipeline.Parts.Events.WaitForRoomAsync(connection.Ended);
            _inbox.Take(_batch);
            await HandleAsync(_batch);
            _batch.Clear();
        }
    }

    private async Task HandleAsync(List<Node> batch)
    {
        Intake intake;
        try
        {
            intake = await pipeline.Turn.RunAsync(transaction => TakeAsync(transaction, batch));
        }
        catch
        {
            pipeline.Parts.Directory.Lids.Clear();
            throw;
        }

        foreach (var deviation in intake.Deviations)
            await pipeline.ForgetDevicesAsync(deviation); // first: whoever sends next sends to the right ones
        intake.Publish();
        foreach (var answer in intake.Answers)
            await connection.SendAsync(answer);
        foreach (var need in intake.Retries)
            await pipeline.RetryRequests.AskAsync(need, connection);
        foreach (var (source, atOnce) in intake.PhoneRequests)
            pipeline.PhoneRequests.Plan(source, atOnce);
        foreach (var demand in intake.Demands)
            connection.Beside(() => pipeline.RetryAnswers.AnswerAsync(demand, connection));
        if (intake.Tokens.Count > 0)
            await KeepAsync(intake.Tokens);
        if (intake.OwnName is { } name)
            await connection.AdoptNameAsync(name);
    }

    private async Task KeepAsync(List<HistoryChat> chats)
    {
        var tokens = pipeline.Parts.Directory.Tokens;
        foreach (var chat in chats)
            await tokens.KeepAsync(chat.Chat, chat.TrustToken, chat.TrustTokenTime!.Value, chat.TrustTokenSentTime);
    }

    private async Task<Intake> TakeAsync(Signal.SignalTransaction transaction, List<Node> batch)
    {
        var intake = new Intake(pipeline, transaction, connection.Login.IsAvailable);
        foreach (var stanza in batch)
            await intake.TakeAsync(stanza);
        await intake.CommitAsync();
        return intake;
    }
}
