using Wasilo.WhatsApp.Randomness;
using Wasilo.WhatsApp.Storage;

namespace Wasilo.WhatsApp.Signal;

/// <summary>A device's sessions and sender keys, as far as they are in use; the rest stays in the store.</summary>
internal sealed class SignalState(IEngineStore store, IRandomSource random, int cacheBytes = SignalState.DefaultCacheBytes)
{
    /// <summary>Some hundreds of sessions.</summary>
    internal const int DefaultCacheBytes = 256 * 1024;

    /// <summary>Begins a unit of work. There is one at a time: an earlier one that wasn't committed is over and has changed nothing.</summary>
    internal SignalTransaction Begin(Credentials credentials) => throw new NotImplementedException($"{store}{random}{cacheBytes}{credentials}");

    /// <summary>Forgets what is cached: the store is asked again. For when someone else may have written to it, and to save memory.</summary>
    internal void Forget() => throw new NotImplementedException();
}
