using System.Buffers;
using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Orleans.Local.Calls;
using Orleans.Runtime;
using Orleans.Serialization;

namespace Orleans.Local.Messaging;

/// <summary>What a connection hands on to the process it belongs to.</summary>
internal interface IConnectionOwner
{
    /// <summary>A call came in. Answered through <see cref="GrainRequest.Reply"/> or <see cref="GrainRequest.Fail"/>.</summary>
    void Receive(GrainRequest request);

    /// <summary>Another silo asks.</summary>
    Task<byte[]> AnswerAsync(byte operation, ReadOnlyMemory<byte> body);

    /// <summary>A response said that the grain is elsewhere.</summary>
    void Moved(GrainId grain);

    /// <summary>The silo at the other end is about to leave: it answers what it has, and should get nothing new.</summary>
    void Leaving(Connection connection);
}

/// <summary>
/// One connection between two processes. Each side may send requests; those it sent wait here for their responses and fail when the
/// connection closes, because nobody can know then whether they ran.
/// </summary>
internal sealed class Connection(
    FrameStream frames, string peer, ObjectSerializer serializer, IConnectionOwner owner, CallTracker tracker, TimeProvider time, ILogger logger)
    : IExpiring
{
    private readonly ConcurrentDictionary<long, IWaiting> _waiting = new();
    private readonly ConcurrentDictionary<long, GrainRequest> _unanswered = new();
    private readonly CancellationTokenSource _closed = new();
    private long _lastId;

    /// <summary>Something that waits for an answer over this connection.</summary>
    internal interface IWaiting
    {
        /// <summary>The timestamp after which it gives up.</summary>
        long Deadline { get; }

        void Answered(in ResponseFrame response);

        void Failed(Exception exception);
    }

    public CancellationToken Closed => _closed.Token;

    public string Peer => peer;

    /// <summary>Requests of the other side that have no answer yet.</summary>
    public int Unanswered => _unanswered.Count;

    /// <summary>Reads until the connection closes; then fails what waits.</summary>
    public async Task RunAsync()
    {
        var sending = frames.SendLoopAsync();
        Exception? reason = null;
        tracker.Add(this);
        try
        {
            while (await frames.ReadAsync(_closed.Token) is { } frame)
                Receive(frame);
        }
        catch (Exception exception)
        {
            // Whatever it was - the network, a frame that can't be read - the connection is over, and those who wait hear of it.
            reason = exception;
            if (!_closed.IsCancellationRequested)
                logger.LogDebug(exception, "The connection with {Peer} broke.", peer);
        }

        tracker.Remove(this);
        await _closed.CancelAsync();
        await frames.DisposeAsync();
        await sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        FailAll(reason);
    }

    public void Close() => _closed.Cancel();

    /// <summary>Sends a call. It is answered in any case; unless it is one-way, which may be lost.</summary>
    public void SendRequest(GrainRequest request)
    {
        var id = Interlocked.Increment(ref _lastId);
        if (!request.IsOneWay)
            AddWaiting(id, new WaitingCall(this, request));
        request.OnCancelled = () => SendCancel(id);
        try
        {
            var left = (request.Deadline - time.GetTimestamp()) * 1000 / time.TimestampFrequency;
            frames.Write((id, request, left, serializer), static (output, s) => CallFrames.WriteRequest(output, s.id, s.request, s.left, s.serializer));
        }
        catch (Exception exception)
        {
            if (request.IsOneWay)
                logger.LogDebug(exception, "The one-way call {Request} was not sent.", request);
            else if (_waiting.TryRemove(id, out var waiting))
                waiting.Failed(exception);
        }
    }

    public void SendResult(GrainRequest request, object? result, Type resultType)
    {
        try
        {
            var body = new ArrayBufferWriter<byte>(256);
            serializer.Write(body, result, resultType);
            Respond(request, ResponseFlags.None, body.WrittenMemory);
        }
        catch (Exception exception) when (exception is not SiloUnavailableException)
        {
            SendException(request, exception);
        }
    }

    public void SendException(GrainRequest request, Exception exception)
    {
        var body = new ArrayBufferWriter<byte>(256);
        serializer.WriteException(body, exception);
        Respond(request, ResponseFlags.Exception, body.WrittenMemory);
    }

    /// <summary>Tells the other side that this silo is about to leave.</summary>
    public void SendLeaving() => TryWrite(output => output.WriteByte((byte)FrameKind.Leaving));

    /// <summary>Asks the other silo something.</summary>
    public async Task<ReadOnlyMemory<byte>> AskAsync(byte operation, byte[] body, CancellationToken cancellation)
    {
        var id = Interlocked.Increment(ref _lastId);
        var question = new Question();
        AddWaiting(id, question);
        try
        {
            frames.Write((id, operation, body), static (output, s) =>
            {
                output.WriteByte((byte)FrameKind.Ask);
                output.WriteVarUInt64((ulong)s.id);
                output.WriteByte(s.operation);
                output.Write(s.body);
            });
            return await question.Task.WaitAsync(cancellation);
        }
        finally
        {
            _waiting.TryRemove(id, out _);
        }
    }

    /// <summary>Gives up what has waited for too long.</summary>
    public void Expire(long now)
    {
        foreach (var (id, waiting) in _waiting)
        {
            if (now > waiting.Deadline && _waiting.TryRemove(id, out _))
                waiting.Failed(new TimeoutException($"No response from {peer} within the response timeout."));
        }
    }

    private void AddWaiting(long id, IWaiting waiting)
    {
        _waiting[id] = waiting;

        // Closed in between: nobody else would fail it any more.
        if (_closed.IsCancellationRequested && _waiting.TryRemove(id, out _))
            waiting.Failed(new SiloUnavailableException($"The connection with {peer} is closed."));
    }

    private void Receive(byte[] frame)
    {
        switch ((FrameKind)frame[0])
        {
            case FrameKind.Request:
                var request = CallFrames.ReadRequest(frame, this, time.GetTimestamp(), time, serializer);
                if (!request.IsOneWay)
                    _unanswered[request.OriginId] = request;
                owner.Receive(request);
                break;
            case FrameKind.Response:
                var response = CallFrames.ReadResponse(frame);
                if (_waiting.TryRemove(response.Id, out var waiting))
                    waiting.Answered(response);
                break;
            case FrameKind.Cancel:
                if (_unanswered.TryGetValue(ReadId(frame), out var cancelled))
                    cancelled.Cancel();
                break;
            case FrameKind.Ask:
                _ = AnswerAsync(frame);
                break;
            case FrameKind.Answer:
                if (_waiting.TryRemove(ReadId(frame), out var question))
                    question.Answered(CallFrames.ReadResponse(frame));
                break;
            case FrameKind.Leaving:
                owner.Leaving(this);
                break;
            default:
                throw new InvalidDataException($"A frame of unknown kind {frame[0]}.");
        }
    }

    private async Task AnswerAsync(byte[] frame)
    {
        var (id, operation, start) = ReadAsk(frame);
        var flags = ResponseFlags.None;
        byte[] body;
        try
        {
            body = await owner.AnswerAsync(operation, frame.AsMemory(start));
        }
        catch (Exception exception)
        {
            var output = new ArrayBufferWriter<byte>();
            serializer.WriteException(output, exception);
            (flags, body) = (ResponseFlags.Exception, output.WrittenSpan.ToArray());
        }

        TryWrite(FrameKind.Answer, new(id, flags, body));
    }

    private void Respond(GrainRequest request, ResponseFlags flags, ReadOnlyMemory<byte> body)
    {
        _unanswered.TryRemove(request.OriginId, out _);
        if (!request.IsOneWay)
            TryWrite(FrameKind.Response, new(request.OriginId, flags, body));
    }

    private void SendCancel(long id) => TryWrite(output =>
    {
        output.WriteByte((byte)FrameKind.Cancel);
        output.WriteVarUInt64((ulong)id);
    });

    private void TryWrite(Action<IBufferWriter<byte>> write)
    {
        try
        {
            frames.Write(write, static (output, write) => write(output));
        }
        catch (SiloUnavailableException)
        {
            // Closed: whoever waited has been told.
        }
    }

    private void TryWrite(FrameKind kind, ResponseFrame response)
    {
        try
        {
            frames.Write((kind, response), static (output, s) =>
            {
                output.WriteByte((byte)s.kind);
                output.WriteVarUInt64((ulong)s.response.Id);
                output.WriteByte((byte)s.response.Flags);
                output.Write(s.response.Body.Span);
            });
        }
        catch (LimitExceededException tooLarge) when (response.Body.Length > 0)
        {
            var output = new ArrayBufferWriter<byte>();
            serializer.WriteException(output, tooLarge);
            TryWrite(kind, new(response.Id, ResponseFlags.Exception, output.WrittenMemory));
        }
        catch (SiloUnavailableException)
        {
            // Closed: the caller has been told by its own end of the connection.
        }
    }

    private void FailAll(Exception? reason)
    {
        var error = $"The connection with {peer} closed before the response arrived. The call may have run or not.";
        foreach (var (id, waiting) in _waiting)
        {
            if (_waiting.TryRemove(id, out _))
                waiting.Failed(reason is null ? new SiloUnavailableException(error) : new SiloUnavailableException(error, reason));
        }
    }

    private static long ReadId(byte[] frame)
    {
        var input = new ByteReader(frame);
        _ = input.ReadByte();
        return (long)input.ReadVarUInt64();
    }

    private static (long Id, byte Operation, int Start) ReadAsk(byte[] frame)
    {
        var input = new ByteReader(frame);
        _ = input.ReadByte();
        return ((long)input.ReadVarUInt64(), input.ReadByte(), input.Position);
    }

    /// <summary>A call that went out over this connection: its caller is in this process, or at the end of another connection.</summary>
    private sealed class WaitingCall(Connection connection, GrainRequest request) : IWaiting
    {
        public long Deadline => request.Deadline;

        public void Answered(in ResponseFrame response)
        {
            if (response.Flags.HasFlag(ResponseFlags.Moved))
                connection.Moved(request.Target);

            // Passed on from here, so the grain wasn't where the previous hop thought.
            if (request.Call is null)
                request.Origin?.Respond(request, response.Flags | ResponseFlags.Moved, response.Body);
            else
                connection.Complete(request, response);
        }

        public void Failed(Exception exception) => request.Fail(exception);
    }

    private void Moved(GrainId grain) => owner.Moved(grain);

    private void Complete(GrainRequest request, in ResponseFrame response)
    {
        try
        {
            var input = new ByteReader(response.Body.Span);
            if (response.Flags.HasFlag(ResponseFlags.Exception))
                request.Fail(serializer.ReadException(ref input));
            else
                request.Call!.Complete(serializer.Read(ref input, request.Method.Return.ResultType));
        }
        catch (Exception exception)
        {
            request.Fail(exception);
        }
    }

    private sealed class Question : IWaiting
    {
        private readonly TaskCompletionSource<ReadOnlyMemory<byte>> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<ReadOnlyMemory<byte>> Task => _answer.Task;

        public long Deadline => long.MaxValue;

        public void Answered(in ResponseFrame response)
        {
            if (response.Flags.HasFlag(ResponseFlags.Exception))
                _answer.TrySetException(new SiloUnavailableException("The other silo could not answer."));
            else
                _answer.TrySetResult(response.Body);
        }

        public void Failed(Exception exception) => _answer.TrySetException(exception);
    }
}
