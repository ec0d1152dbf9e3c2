using Orleans.Local.Calls;
using Orleans.Runtime;

namespace Orleans.Local.Messaging;

/// <summary>What clients may do over a gateway: call grains, and ask for the cluster's figures. What silos say to each other isn't for them.</summary>
internal sealed class ClientDoor(Dispatcher dispatcher) : IConnectionOwner
{
    public void Receive(GrainRequest request)
    {
        // Where a grain is placed is the cluster's decision.
        request.PlaceHere = false;
        request.ForwardCount = 0;
        dispatcher.Receive(request);
    }

    public Task<byte[]> AnswerAsync(byte operation, ReadOnlyMemory<byte> body) => (SiloOperation)operation == SiloOperation.ClusterFigures
        ? dispatcher.AnswerAsync(operation, body)
        : Task.FromException<byte[]>(new InvalidDataException($"Operation {operation} is not for clients."));

    public void Moved(GrainId grain)
    {
        // Silos send no calls to clients, so no answer of a client can say this.
    }

    public void Leaving(Connection connection)
    {
        // A client that leaves closes its connection.
    }
}
