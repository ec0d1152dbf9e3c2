using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;
using Wasilo.Simulator;

namespace Wasilo.Interop.Tests.Conversations;

/// <summary>A process with any number of unmodified Baileys clients. It ends with its standard input: also when the tests do.</summary>
internal sealed class BaileysProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);
    private static readonly JsonSerializerOptions Words = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };


    private readonly Process _process;
    private readonly Task _reading;
    private readonly Task<string> _errors;
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonElement>> _calls = new();
    private readonly ConcurrentDictionary<string, Action<string, JsonElement>> _listeners = new();
    private readonly SemaphoreSlim _writing = new(1, 1);
    private int _lastCall;

    private BaileysProcess(Process process)
    {
        _process = process;
        _reading = ReadAsync();
        _errors = process.StandardError.ReadToEndAsync();
    }

    public static async Task<BaileysProcess> StartAsync(SimulatorServer server)
    {
        await Packages.InstalledAsync();
        var start = new ProcessStartInfo(NodePrograms.Node, ["conversation.mjs", server.ChatUrl.ToString(), server.Root.ToString()])
        {
            WorkingDirectory = Packages.Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return new BaileysProcess(Process.Start(start)!);
    }

    /// <summary>Failures that Baileys left unhandled.</summary>
    public ConcurrentQueue<string> Unhandled { get; } = new();

    /// <summary>Takes a client's events, each by its name, as they come.</summary>
    public void Listen(string client, Action<string, JsonElement> listener) => _listeners[client] = listener;

    /// <summary>Lets a client do something, and waits until it is done.</summary>
    public async Task<JsonElement> CallAsync(string client, string command, object? words = null)
    {
        int call = Interlocked.Increment(ref _lastCall);
        var answer = _calls[call] = new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously);
        string line = JsonSerializer.Serialize(new { call, client, @do = command, with = words }, Words);
        await _writing.WaitAsync();
        try
        {
            await _process.StandardInput.WriteLineAsync(line);
            await _process.StandardInput.FlushAsync();
        }
        finally
        {
            _writing.Release();
        }

        return await answer.Task.WaitAsync(Patience);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        await _reading;
        _process.Dispose();
        _writing.Dispose();
    }

    private async Task ReadAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            var told = JsonSerializer.Deserialize<JsonElement>(line);
            if (told.TryGetProperty("call", out var call))
                Answer(call.GetInt32(), told);
            else if (told.GetProperty("event").GetString() == "unhandled")
                Unhandled.Enqueue(told.GetProperty("message").GetString()!);
            else if (_listeners.TryGetValue(told.GetProperty("client").GetString()!, out var listener))
                listener(told.GetProperty("event").GetString()!, told);
        }

        foreach (var answer in _calls.Values)
            answer.TrySetException(new InvalidOperationException($"The process of Baileys has ended. {await _errors}"));
    }

    private void Answer(int call, JsonElement told)
    {
        if (!_calls.TryRemove(call, out var answer))
            return;
        if (told.TryGetProperty("error", out var error))
            answer.TrySetException(new InvalidOperationException($"Baileys: {error.GetString()}"));
        else
            answer.TrySetResult(told.GetProperty("value"));
    }
}
