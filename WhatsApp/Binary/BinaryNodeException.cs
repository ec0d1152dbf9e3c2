using Wasilo.WhatsApp.Errors;

namespace Wasilo.WhatsApp.Binary;

/// <summary>
/// A frame that is not a node, or a node that is not fit for a frame. Read from the wire, it means that the two ends no longer
/// agree about the stream: close the connection. Thrown by a write, the node is at fault and the connection is fine.
/// </summary>
public sealed class BinaryNodeException : WhatsAppException
{
    internal BinaryNodeException(BinaryNodeFault fault, string message)
        : base(message) => Fault = fault;

    internal BinaryNodeException(BinaryNodeFault fault, string message, Exception innerException)
        : base(message, innerException) => Fault = fault;

    /// <summary>What to switch on; the message is for people.</summary>
    public BinaryNodeFault Fault { get; }
}
