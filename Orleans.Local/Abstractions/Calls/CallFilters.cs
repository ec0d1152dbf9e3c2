using System.Reflection;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;

namespace Orleans.Serialization.Invocation
{
    /// <summary>A call: its method and arguments.</summary>
    public interface IInvokable
    {
        /// <summary>The number of arguments.</summary>
        int GetArgumentCount();

        /// <summary>The argument at <paramref name="index"/>.</summary>
        object? GetArgument(int index);

        /// <summary>Replaces the argument at <paramref name="index"/>.</summary>
        void SetArgument(int index, object value);

        /// <summary>The method's name.</summary>
        string GetMethodName();

        /// <summary>The interface's name.</summary>
        string GetInterfaceName();

        /// <summary>The interface's method.</summary>
        MethodInfo GetMethod();

        /// <summary>The interface.</summary>
        Type GetInterfaceType();
    }
}

namespace Orleans
{
    /// <summary>A call as a filter sees it.</summary>
    public interface IGrainCallContext
    {
        /// <summary>The call.</summary>
        IInvokable Request { get; }

        /// <summary>The grain object.</summary>
        object Grain { get; }

        /// <summary>The interface's method.</summary>
        MethodInfo InterfaceMethod { get; }

        /// <summary>The interface's name.</summary>
        string InterfaceName { get; }

        /// <summary>The method's name.</summary>
        string MethodName { get; }

        /// <summary>The grain that calls, or null where the call comes from outside of a grain.</summary>
        GrainId? SourceId { get; }

        /// <summary>The grain that is called.</summary>
        GrainId TargetId { get; }

        /// <summary>What the method returned. A filter may replace it.</summary>
        object? Result { get; set; }

        /// <summary>Goes on with the next filter, or the method. A filter that doesn't call it answers by itself.</summary>
        Task Invoke();
    }

    /// <summary>A call on the silo that runs it.</summary>
    public interface IIncomingGrainCallContext : IGrainCallContext
    {
        /// <summary>The class's method.</summary>
        MethodInfo ImplementationMethod { get; }

        /// <summary>The activation that runs the call.</summary>
        IGrainContext TargetContext { get; }
    }

    /// <summary>Sees each call before the grain does; registered on the silo, or implemented by a grain class for its own calls.</summary>
    public interface IIncomingGrainCallFilter
    {
        /// <summary>Handles a call; usually ends in <see cref="IGrainCallContext.Invoke"/>.</summary>
        Task Invoke(IIncomingGrainCallContext context);
    }

    /// <summary>A filter as a delegate.</summary>
    public delegate Task IncomingGrainCallFilterDelegate(IIncomingGrainCallContext context);
}
