using Wasilo.WhatsApp.Events;
using Wasilo.WhatsApp.Messages;

namespace Wasilo.Load.Messages;

/// <summary>Counts texts as they come.</summary>
internal sealed class TextCounter
{
    private readonly Lock _lock = new();
    private TaskCompletionSource _all = new();
    private int _missing;

    /// <summary>Completes when so many have come from now on.</summary>
    public Task ExpectAsync(int count)
    {
        lock (_lock)
        {
            _missing = count;
            _all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _all.Task;
        }
    }

    public void Take(ClientEvent happened)
    {
        lock (_lock)
        {
            if (happened is MessageUndecryptable)
                _all.TrySetException(new InvalidOperationException($"A text can't be read: {happened}"));
            else if (happened is MessageReceived { Content: TextContent } && --_missing == 0)
                _all.TrySetResult();
        }
    }
}
