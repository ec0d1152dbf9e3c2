using Wasilo.WhatsApp.Errors;

namespace Wasilo.WhatsApp.Binary;

/// <summary>
/// A frame that is not a node, or a node that is not fit for a frame. The connection is fine either way: frames are authenticated and
/// have lengths of their own, so one that can't be read says nothing about the next.
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
