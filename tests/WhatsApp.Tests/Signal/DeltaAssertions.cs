using Wasilo.WhatsApp.Storage;

namespace Wasilo.WhatsApp.Tests.Signal;

internal static class DeltaAssertions
{
    internal static void ShouldChangeNothing(this StoreDelta delta)
    {
        delta.Sessions.ShouldBeEmpty();
        delta.Identities.ShouldBeEmpty();
        delta.SenderKeys.ShouldBeEmpty();
        delta.RemovedPreKeys.ShouldBeEmpty();
    }
}
